# Runs a PostgreSQL cluster in a folder of its own for as long as standard input is open, then removes all of it.
# The test process holds the other end; however it dies, the end closes. $1 is the folder of PostgreSQL's programs.
shared=${TMPDIR:-/tmp}
# In memory where there is room for a dozen databases and their log: each is made, filled and dropped within a second, and
# dropping one on a disk waits for all that was written.
memory=/dev/shm
room=$(df --output=avail --block-size=1M "$memory" 2>/dev/null | tail -n 1)
[ "${room:-0}" -ge 2048 ] && [ -w "$memory" ] && shared=$memory

# A folder is locked while its cluster lives. Those without a lock are of scripts that were killed in their turn.
exec 8<"$shared" && flock 8
for stale in "$shared"/folkmoot-cluster-*; do
    [ -d "$stale" ] && flock --nonblock "$stale" rm -rf "$stale" 8<&- 2>/dev/null
done
folder=$(mktemp -d "$shared/folkmoot-cluster-XXXXXX") || exit 1
exec 9<"$folder" && flock 9
exec 8<&-
echo "$folder"
trap 'rm -rf "$folder"' EXIT

"$1/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }

# No port: the socket lies in the folder, so that servers of several test processes never meet.
"$1/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c max_connections=300 -c max_wal_size=256MB \
    >>"$folder/log" 2>&1 </dev/null &
server=$!

read -r _
kill -QUIT "$server"
wait "$server"
