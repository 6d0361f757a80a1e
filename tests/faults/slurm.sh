#!/usr/bin/env bash
# scripts/slurm against a real Slurm on this machine: a controller and three nodes that reach nothing but loopback.
#
# usage: tests/faults/slurm.sh AVSTAM        (root; packages slurmctld slurmd slurm-client munge; about two minutes)
#
# The corpus and a poison paper are loaded by six tasks on three nodes; one node loses its power while it works.  The
# merged archive must be the one that a single machine makes, and shares that are missing must be told.
set -euo pipefail
umask 022  # munged refuses folders that others can write to

if [[ ${AVSTAM_SLURM_INSIDE:-} != yes ]]; then
  [[ $# == 1 && -x $1 ]] || { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2; }
  # A network of its own: what the daemons listen on is seen by nobody else.
  AVSTAM_SLURM_INSIDE=yes exec unshare --net --uts --mount --pid --fork --kill-child "$0" "$(readlink -f "$1")"
fi

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
base=$(mktemp -d -t faults-slurm-XXXXXX)
chmod 755 "$base"  # munge wants its socket to be reachable
export AVSTAM=$1 SOURCE_DATE_EPOCH=1767225600 SLURM_CONF=$base/slurm.conf
mount -t proc proc /proc
hostname head
ip link set lo up
ip address add 10.77.0.1/32 dev lo  # names resolve only where there is an address beside 127.0.0.1
printf '127.0.0.1 localhost\n10.77.0.1 head\n' >"$base/hosts"
mount --bind "$base/hosts" /etc/hosts

begin=$SECONDS
say() { echo "[$((SECONDS - begin)) s] $*"; }
fail() { say "WRONG: $*"; tail -n 5 "$base"/log/*.log >&2 || true; exit 1; }
until_true() { # SECONDS CONDITION
  local end=$((SECONDS + $1))
  until eval "$2"; do
    ((SECONDS < end)) || fail "in vain waited for: $2"
    sleep 0.2
  done
}

mkdir -p "$base"/{munge,state,log,run,inbox,shards}
head -c 1024 /dev/urandom >"$base/munge/key"
chmod 600 "$base/munge/key"
munged --key-file="$base/munge/key" --socket="$base/munge/socket" --pid-file="$base/munge/pid" \
  --log-file="$base/munge/log" --seed-file="$base/munge/seed"

{
  cat <<CONF
ClusterName=faults
SlurmctldHost=head(10.77.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$base/munge/socket,cred_expire=5
StateSaveLocation=$base/state
SlurmctldPidFile=$base/run/slurmctld.pid
SlurmctldLogFile=$base/log/slurmctld.log
SlurmdSpoolDir=$base/spool-%n
SlurmdPidFile=$base/run/%n.pid
SlurmdLogFile=$base/log/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0,bf_interval=5
SlurmdParameters=config_overrides
SlurmdTimeout=10
MessageTimeout=5
KillWait=5
ReturnToService=2
CONF
  for i in 1 2 3; do echo "NodeName=n$i NodeHostname=n$i NodeAddr=10.77.0.1 Port=1810$i CPUs=1"; done
  echo "PartitionName=load Nodes=n[1-3] Default=YES MaxTime=INFINITE State=UP"
} >"$SLURM_CONF"
echo 'CgroupPlugin=cgroup/v1' >"$base/cgroup.conf"  # slurmd looks for a cgroup tree although nothing uses one

declare -A node
start_node() { # all that runs on it dies with its first process, as when the power fails
  mkdir -p "$base/spool-$1"
  setsid unshare --fork --pid --mount-proc --kill-child sh -c "slurmd -D -f '$SLURM_CONF' -N $1 & wait" \
    >"$base/log/$1.out" 2>&1 </dev/null &
  node[$1]=$!
}
slurmctld -f "$SLURM_CONF"
for i in 1 2 3; do start_node "n$i"; done
trap 'kill $(jobs -p) $(cat "$base/run/slurmctld.pid" "$base/munge/pid") 2>/dev/null; sleep 1; rm -rf "$base"' EXIT
until_true 40 '[[ $(sinfo -h -N -t idle -o %N 2>/dev/null | wc -l) == 3 ]]'
say "cluster is up"

# The corpus, and two papers that cannot be read.
find "$root/corpus" -name "*.pdf" -exec cp -t "$base/inbox" {} +
PYTHONPATH=$here python3 -B -c "
import sys, bad_pdfs, pathlib
inbox = pathlib.Path(sys.argv[1])
inbox.joinpath('poison.pdf').write_bytes(bad_pdfs.laughing_forms(b'q Q'))
inbox.joinpath('web-page.pdf').write_bytes(bad_pdfs.html_404())
" "$base/inbox"
cd "$base"
echo inbox >files.txt
options=(--page-seconds 25)
"$AVSTAM" ingest --db one.db --jobs 2 "${options[@]}" --list files.txt 2>one.err || [[ $? == 3 ]] || fail "one machine"
say "one machine: $(tail -n 1 one.err)"

# As scripts/slurm/submit does it, with options for ingest.
submitted=$("$root/scripts/slurm/submit" files.txt shards 6 all.db --chdir="$base" --output="$base/log/%x-%a.out" \
  -- "${options[@]}")
say "submitted: $submitted"
until_true 60 'squeue -h -t R -w n2 -o %i | grep -q .'
sleep 2
victim=$(squeue -h -t R -w n2 -o %i)
[[ $victim ]] || fail "the node was done too early"
kill -9 "${node[n2]}"
say "n2 has lost its power while it ran $victim"
until_true 90 'sinfo -h -n n2 -o %t | grep -q down'
say "the controller has noticed; $(grep -c 'requeue job.*due to failure of node n2' log/slurmctld.log || true) task sent elsewhere"
until_true 400 '[[ ! $(squeue -h -o %i) ]]'
say "all done: $(cat log/avstam-merge*.out | tail -n 2 | tr '\n' ' ')"

[[ ! $(find shards -name '.part-*') ]] || fail "files of the dead node are left: $(ls -A shards)"
shares=$(find shards -name 'part-*.db' | wc -l)
[[ $shares == 6 ]] || fail "$shares of 6 shares"

dump() { python3 -c "import sqlite3, sys; print('\n'.join(sqlite3.connect(sys.argv[1]).iterdump()))" "$1"; }
"$AVSTAM" merge --into one-merged.db one.db 2>/dev/null
diff <(dump one-merged.db) <(dump all.db) >differences || fail "the archives differ: $(head -c 600 differences)"
say "the merged archive is the one of a single machine: $(dump all.db | wc -l) lines of SQL"
"$AVSTAM" failures --db all.db --format jsonl | grep -q '"file":"inbox/poison.pdf".*"code":"timeout"' ||
  fail "the poison paper is not listed: $("$AVSTAM" failures --db all.db)"
"$AVSTAM" verify --db all.db >/dev/null || fail "verify"
say "the poison paper is listed as timeout; verify is clean"

dump all.db >before
"$root/scripts/slurm/merge.sbatch" shards 6 all.db >/dev/null 2>&1 || fail "merging again: exit $?"
dump all.db | cmp -s - before || fail "merging again changed the archive"
rm shards/part-4.db
code=0
"$root/scripts/slurm/merge.sbatch" shards 6 other.db >/dev/null 2>missing || code=$?
[[ $code == 3 ]] && grep -q '1 of 6 shares are missing: 4' missing || fail "a missing share is not told: $code $(cat missing)"
start_node n2
until_true 60 'sinfo -h -n n2 -o %t | grep -q idle'
sbatch --wait --array=4 --chdir="$base" --output="$base/log/again.out" "$root/scripts/slurm/load.sbatch" files.txt \
  shards 6 "${options[@]}" >/dev/null || fail "share 4 again: $(cat log/again.out)"
"$root/scripts/slurm/merge.sbatch" shards 6 other.db >/dev/null 2>&1 || fail "merge with share 4 again"
"$AVSTAM" merge --into other-merged.db other.db 2>/dev/null
diff <(dump one-merged.db) <(dump other-merged.db) >differences || fail "share 4 again: $(head -c 600 differences)"
say "a missing share is told (exit 3), read again by itself on the node that is back, and the archive is the same"
listening=$(ss -ltn 2>/dev/null | grep -c LISTEN || true)
say "passed; $listening sockets listened, none of them to be seen outside"
