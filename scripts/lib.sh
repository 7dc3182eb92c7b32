# What the scripts here share: how they speak, and how they install packages.

say() {
  printf '%s\n' "$*" >&2
}

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Prints the comment at the head of a script, which is its help.
head_of() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"
}

have() {
  command -v "$1" >/dev/null 2>&1
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    fail "this needs root and there is no sudo. As root, run: $*"
  fi
}

# Never removes anything: a package that conflicts with what someone has chosen is theirs to settle.
apt_install() {
  have apt-get || fail "there is no apt-get here. Install with your own package manager what Debian calls: $*"
  say "installing with apt-get: $*"
  as_root apt-get update -qq </dev/null >/dev/null
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends --no-remove "$@" </dev/null >/dev/null ||
    fail "apt-get could not install: $*. Its own words are above."
}
