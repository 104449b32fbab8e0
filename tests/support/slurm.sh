#!/usr/bin/env bash
# A Slurm of one node on this machine, for tests: `slurm.sh start DIR` writes its configuration into DIR and starts it,
# `slurm.sh stop DIR` ends what was started. Needs root and Debian's packages slurm-wlm and munge.
set -euo pipefail
action=$1
dir=$2
host=$(hostname -s)
export SLURM_CONF=$dir/slurm.conf

start() {
  mkdir -p "$dir"/{state,spool,log}
  # A socket alone says nothing: it outlives the daemon when a machine is stopped.
  if ! timeout 10 munge --no-input > /dev/null 2>&1; then
    mkdir -p /run/munge
    chown munge:munge /run/munge
    runuser -u munge -- /usr/sbin/munged --force
    touch "$dir/own-munge"
  fi
  # Ports of its own, so that two of these can live on one machine.
  local port=$((20000 + RANDOM % 20000))
  cat > "$SLURM_CONF" <<CONF
ClusterName=local
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
CredType=cred/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
KillWait=2
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  /usr/sbin/slurmctld
  /usr/sbin/slurmd -N "$host"
  local end=$((SECONDS + 40))
  while ((SECONDS < end)); do
    if timeout 5 sinfo --noheader --format=%t 2>/dev/null | grep -q idle; then return 0; fi
    sleep 0.1
  done
  echo "Slurm did not become idle; see $dir/log" >&2
  return 1
}

stop() {
  for name in slurmd slurmctld; do
    if [ ! -f "$dir/$name.pid" ]; then continue; fi
    pid=$(cat "$dir/$name.pid")
    kill "$pid" || true
    # It writes its state before it ends.
    for _ in $(seq 100); do
      if ! kill -0 "$pid" 2>/dev/null; then break; fi
      sleep 0.1
    done
  done
  if [ -f "$dir/own-munge" ]; then kill "$(cat /run/munge/munged.pid)" || true; fi
}

"$action"
