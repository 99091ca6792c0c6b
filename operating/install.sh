#!/bin/sh
# Sets a Debian machine up for a newsroom: packages, user, folder, units, command. As root, from the
# unpacked program in /opt/xewer. It starts nothing; run it again after an upgrade.
set -eu
# Other users run what is made here.
umask 022
root=${XEWER_ROOT:-}
[ -x "$root/opt/xewer/xewer" ] || { echo "Unpack the program in $root/opt/xewer first." >&2; exit 1; }
for program in node npm; do
  command -v $program >/dev/null || { echo "Install $program first: apt-get install nodejs npm" >&2; exit 1; }
done
# Packages, Node.js, what studio and server run, now: the newsroom's user may not write here.
node "$root/opt/xewer/scripts/setup.mjs" start
id xewer >/dev/null 2>&1 || useradd --system --home-dir /var/lib/xewer --shell /usr/sbin/nologin xewer
install -d -m 0711 -o xewer -g xewer "$root/var/lib/xewer"
install -d "$root/etc/systemd/system" "$root/usr/local/bin"
install -m 0644 "$root"/opt/xewer/operating/systemd/xewer-* "$root/etc/systemd/system/"
ln -sfn /opt/xewer/xewer "$root/usr/local/bin/xewer"
