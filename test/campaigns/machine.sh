#!/bin/sh
# A machine with systemd as its first process, in namespaces of its own: machine.sh FOLDER, as root.
# Its disk is this machine's, with what it changes in FOLDER/disk; its network is its own and leads nowhere.
# Started again with the same FOLDER it boots from what it left. It ends with its init, or with us.
set -eu
folder=$1
groups=/sys/fs/cgroup

if [ "${2:-}" != inside ]; then
  # A control group of its own in every hierarchy that systemd uses, below ours: it counts, and can be limited.
  while IFS=: read -r _ name path; do
    case $name in
      '') own=$groups; [ -f $own/cgroup.procs ] || own=$groups/unified ;;
      name=systemd) own=$groups/systemd ;;
      memory | pids) own=$groups/$name ;;
      *) continue ;;
    esac
    own=$own${path%/}/$(basename "$folder")
    mkdir -p "$own"
    echo $$ >"$own/cgroup.procs"
    echo "$own" >>"$folder/groups"
  done </proc/self/cgroup
  exec unshare --pid --fork --kill-child --mount --net --uts --ipc --cgroup --propagation private "$0" "$folder" inside
fi

root=$folder/root
mkdir -p "$root" "$folder/disk" "$folder/work"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/disk,workdir=$folder/work" "$root"
cd "$root"
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
if [ -f $groups/cgroup.procs ]; then
  mount -t cgroup2 cgroup2 ./$groups
else
  mount -t tmpfs -o mode=755 tmpfs ./$groups
  mkdir ./$groups/unified ./$groups/systemd ./$groups/memory ./$groups/pids
  mount -t cgroup2 cgroup2 ./$groups/unified
  mount -t cgroup -o none,name=systemd cgroup ./$groups/systemd
  for one in memory pids; do mount -t cgroup -o $one cgroup ./$groups/$one; done
  mount -o remount,ro ./$groups
fi
mount -t tmpfs -o mode=755 tmpfs dev
for one in null:3 zero:5 full:7 random:8 urandom:9; do mknod -m 666 dev/${one%:*} c 1 ${one#*:}; done
mknod -m 666 dev/tty c 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs tmpfs dev/shm
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
if [ ! -e etc/machine-booted ]; then
  # Nothing that this machine starts by itself, and no trace of its network.
  find etc/systemd/system -name '*.wants' -prune -exec rm -r {} +
  ln -sf /dev/null etc/systemd/system/getty.target
  ln -sf /lib/systemd/system/multi-user.target etc/systemd/system/default.target
  rm -rf var/log/journal etc/fstab etc/resolv.conf
  mkdir -p var/log/journal
  : >etc/machine-id
  echo newsroom >etc/hostname
  touch etc/machine-booted
fi
mkdir -p .outside
pivot_root . .outside
umount -l /.outside
# Clock, kernel modules and devices are the outer machine's.
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=xewer LANG=C.UTF-8 \
  setpriv --bounding-set -sys_time,-sys_module,-sys_rawio,-syslog,-wake_alarm --inh-caps=-all \
  /lib/systemd/systemd --log-target=journal --show-status=0 </dev/null
