#!/usr/bin/env bash
# Runs every test project and, where pwsh and Pester are, the Pester tests. Ends with "N passed, N failed, N skipped".
set -uo pipefail
configuration=${1:-Release}
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
passed=0 failed=0 skipped=0 broken=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
# What the tests leave goes with it. The throwaway servers run as another user, who must get through.
export TMPDIR=$results/tmp
mkdir "$TMPDIR"
chmod 711 "$results" "$TMPDIR"

count() { # count FILE NAME: the number in a trx file's <Counters NAME="…">
  grep -o "<Counters [^>]*" "$1" | grep -oE " $2=\"[0-9]+\"" | grep -oE '[0-9]+' | head -1
}

dotnet build HubChantier.Backup.slnx -c "$configuration" -v quiet || { echo "The build failed." >&2; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
for project in UnitTests ModuleTests IntegrationTests OperationTests; do
  echo "== $project"
  dotnet test "tests/$project" -c "$configuration" --no-build --logger "trx;LogFileName=$results/$project.trx" --logger "console;verbosity=minimal" || broken=1
  if [ -f "$results/$project.trx" ]; then
    total=$(count "$results/$project.trx" total) executed=$(count "$results/$project.trx" executed)
    p=$(count "$results/$project.trx" passed) f=$(count "$results/$project.trx" failed)
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + total - executed))
    # A project whose tests are not found is not a project that passes.
    [ "$executed" -gt 0 ] || { echo "$project ran no test." >&2; failed=$((failed + 1)); }
  else
    echo "$project gave no result." >&2
    failed=$((failed + 1))
  fi
done

if ! command -v pwsh > /dev/null; then
  echo "== Pester: pwsh is not on this machine; its tests run where it is."
elif ! pwsh -NoProfile -NonInteractive -Command 'exit [int](-not (Get-Module -ListAvailable Pester | Where-Object { $_.Version -ge [version] "5.0" }))'; then
  echo "== Pester: pwsh has no Pester 5; its tests run where it is."
else
  echo "== Pester"
  pwsh -NoProfile -NonInteractive -File tests/Pester/Invoke-AllTests.ps1 -Counts "$results/pester" || broken=1
  if [ -f "$results/pester" ]; then
    read -r p f s < "$results/pester"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  else
    failed=$((failed + 1))
  fi
fi

[ "$broken" = 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
