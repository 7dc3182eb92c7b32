// Journeys in a real Chromium: with JavaScript, without it on a phone, and from two servers by turns. With JavaScript the public
// journeys are walked on a phone and those of staff at a desk, as they are walked; every page is looked at with axe at both widths.
import { defineConfig } from '@playwright/test';

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };
const severalServers = /servers\.spec\.ts/;
const ofThePublic = /(alerts|answering|expressions|files|invitations|keeping|kinds|languages|search|trouble)\.spec\.ts/;
const ofStaff = /(articles|documents|entering|gain|groups|importing|involvement|listed|minutes|officer|scoring|testing|weighing|writing)\.spec\.ts/;

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
    { name: 'phone', use: { viewport: phone }, testIgnore: [severalServers, ofStaff] },
    { name: 'desktop', use: { viewport: desktop }, testIgnore: [severalServers, ofThePublic] },
    { name: 'no-script', use: { viewport: phone, javaScriptEnabled: false }, testIgnore: severalServers },
    { name: 'two-servers', use: { viewport: phone, javaScriptEnabled: false }, testMatch: severalServers },
  ],
});
