// What a process behind the wall of each unit can reach: a script that tries, and what it should find.

/** Prints a word for each thing that it could do. */
export const probe = `
d=/var/lib/xewer
try() { word=$1; shift; "$@" >/dev/null 2>&1 && printf '%s ' "$word"; }
write() { for name in "$@"; do touch "$name/.probe" && rm "$name/.probe" && return; done; return 1; }
try keys cat $d/keys/log.pem
try database cat $d/newsroom.db
try journal cat $d/newsroom.db-wal
try pictures ls $d/media
try staging ls $d/staging
try mirror-key cat $d/.ssh/mirror
try index cat $d/search.db
try site cat $d/site/live/index.html || try site cat /srv/xewer/site/live/index.html
try write-site write $d/site /srv/xewer/site
try write-rules write $d/server
try write-newsroom write $d
try write-stick write /media/stick/site
try write-system write /etc /usr /opt/xewer /var /root /home /boot
try home ls /root
try processes ls /proc/1
try devices cat /dev/kmsg
try this-machine curl -m 2 http://127.0.0.1:8080/
try network curl -m 2 http://10.9.9.1/
try namespaces unshare --user true
try mount mount -t tmpfs tmpfs /mnt
try packets python3 -c 'import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)'
try capabilities grep -E 'Cap(Prm|Eff|Bnd):.*[1-9a-f]' /proc/self/status
echo
`

export const expected: Readonly<Record<string, string>> = {
  serve: 'site this-machine',
  ask: 'index site',
  backup: 'keys database journal pictures staging index site write-newsroom',
  onion: 'site',
  studio: 'database journal pictures staging index site write-newsroom this-machine',
  publisher:
    'keys database journal pictures staging index site write-site write-rules write-newsroom',
  deliver: 'mirror-key site write-stick this-machine network',
}
