// Journeys in a real Chromium: with JavaScript at two widths, without it on a phone, and from two servers by turns.
import { defineConfig } from '@playwright/test';

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };
const severalServers = /servers\.spec\.ts/;

export default defineConfig({
  testDir: '.',
  outputDir: './results',
  globalSetup: './setup.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
  timeout: 120_000,
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'phone', use: { viewport: phone }, testIgnore: severalServers },
    { name: 'desktop', use: { viewport: desktop }, testIgnore: severalServers },
    { name: 'no-script', use: { viewport: phone, javaScriptEnabled: false }, testIgnore: severalServers },
    { name: 'two-servers', use: { viewport: phone, javaScriptEnabled: false }, testMatch: severalServers },
  ],
});
