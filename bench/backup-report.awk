# Makes the tables and the JSON of bench/backup.sh from its results, one run a line:
#   n sql contestant seconds cpu server_cpu bytes peak inside inside_cpu process_cpu
# Of each contestant the fastest run counts. "inside" is the cmdlet without the start of its host.
BEGIN {
  order = split("null gzip pigz zstd custom directory pgbackrest hub hubzstd", names)
  label["null"] = "pg_dump >/dev/null"; label["gzip"] = "pg_dump | gzip"; label["pigz"] = "pg_dump | pigz"
  label["zstd"] = "pg_dump | zstd -1"; label["custom"] = "pg_dump -Fc"; label["directory"] = "pg_dump -Fd -j2"
  label["pgbackrest"] = "pgbackrest full, -2"; label["hub"] = "Invoke-HubBackup"; label["hubzstd"] = "… -Compression Zstd"
}
{
  if (!($1 in sql)) { sizes[++count] = $1; sql[$1] = $2 }
  seconds = $9 > 0 ? $9 : $4
  key = $1 " " $3
  if (!(key in best) || seconds < best[key]) {
    best[key] = seconds; wall[key] = $4; bytes[key] = $7; peak[key] = $8; server[key] = $6
    # Of a cmdlet's host what it spent in the cmdlet, and its children.
    cpu[key] = $9 > 0 ? $10 + $5 - $11 : $5
  }
}
END {
  print "[" > json
  for (i = 1; i <= count; i++) {
    n = sizes[i]
    dump = best[n " null"]; gzip = best[n " gzip"]; size = bytes[n " gzip"]
    printf "\nn=%d, %.1f MB of SQL, %d cores; seconds of Invoke-HubBackup without the start of PowerShell\n", n, sql[n] / 1e6, cores
    printf "%-22s %8s %10s %9s %10s %9s %7s %9s %8s\n", "contestant", "seconds", "/ pg_dump", "gzip / it", "size", "/ gzip's", "CPU s", "server's", "peak MB"
    for (j = 1; j <= order; j++) {
      key = n " " names[j]
      if (!(key in best)) { printf "%-22s not run\n", label[names[j]]; continue }
      printf "%-22s %8.2f %10.2f %9.2f %8.1f M %9.4f %7.2f %9.2f %8s\n", label[names[j]], best[key], best[key] / dump, gzip / best[key], bytes[key] / 1e6,
        bytes[key] / size, cpu[key], server[key], (peak[key] > 0 ? sprintf("%d", peak[key] / 1048576) : "-")
      printf "%s{\"n\":%d,\"sql_bytes\":%d,\"contestant\":\"%s\",\"seconds\":%s,\"with_host_seconds\":%s,\"cpu_seconds\":%s,\"server_cpu_seconds\":%s,\"bytes\":%d,\"peak_bytes\":%d,\"to_pg_dump\":%.4f,\"gzip_to_it\":%.4f,\"size_to_gzip\":%.4f}",
        separator, n, sql[n], label[names[j]], best[key], wall[key], cpu[key], server[key], bytes[key], peak[key], best[key] / dump, gzip / best[key], bytes[key] / size > json
      separator = ",\n"
    }
    for (j = order - 1; j <= order; j++) {
      key = n " " names[j]
      if (!(key in best)) continue
      work = (cpu[key] + server[key]) / cores
      printf "%s: %s pg_dump's time %.2f (<= 1.35), %s as fast as gzip %.2f (>= 3), %s size %.4f (<= 1.01), %s peak %d MB (<= 250)\n", label[names[j]],
        mark(best[key] / dump <= 1.35), best[key] / dump, mark(gzip / best[key] >= 3), gzip / best[key], mark(bytes[key] / size <= 1.01), bytes[key] / size,
        mark(peak[key] <= 250 * 1048576), peak[key] / 1048576
      printf "  bound: it, pg_dump and the server work %.2f s; on %d cores no less than %.2f s, %.2f of pg_dump's time\n", cpu[key] + server[key], cores, work, work / dump
    }
  }
  print "\n]" > json
}
function mark(met) { return met ? "met" : "MISSED" }
