#!/usr/bin/env bash
# Brings a Debian machine to what the tests need: a real Chromium and oathtool for the journeys, FUSE for the power cuts.
# On another system it only says what is missing, and the tests that need it then fail with the same words.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v fusermount3 >/dev/null || missing+=(fuse3)
command -v oathtool >/dev/null || missing+=(oathtool)
[ "${#missing[@]}" -eq 0 ] && exit 0

if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core >/dev/null
else
  echo "Please install: ${missing[*]} (on Debian: sudo apt-get install ${missing[*]})" >&2
  exit 1
fi
