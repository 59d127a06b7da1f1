# What the scripts share that measure jbuild beside bake. They set NAME, what they are called, and ROOT.

ROUNDS=10
KEEP=false
# Seconds that one command may take.
LIMIT=600

fail() {
    printf '%s: %s\n' "$NAME" "$1" >&2
    exit "${2:-1}"
}

usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
}

# own_option takes an option that only this script has; false when it has none of that name.
read_arguments() {
    while (($#)); do
        case $1 in
        --rounds)
            [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || fail '--rounds needs a number' 2
            ROUNDS=$2
            shift
            ;;
        --keep) KEEP=true ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) own_option "$1" || fail "unknown argument: $1; try --help" 2 ;;
        esac
        shift
    done
}

prepare() {
    if [[ -z ${DOCKER_HOST:-} || -z ${JBUILD_DEV_DOCKER:-} || -z ${JBUILD_DEV_BUILDX:-} ]]; then
        local settings
        settings=$("$ROOT/dev/engine" env)
        eval "$settings"
    fi
    DOCKER=$JBUILD_DEV_DOCKER
    BUILDX=$JBUILD_DEV_BUILDX
    "$DOCKER" version >/dev/null 2>&1 || fail "no engine answers at $DOCKER_HOST" 3

    LOAD=$(cut -d ' ' -f 1 /proc/loadavg)
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/jbuild-$NAME.XXXXXX")
    RUN=${WORK##*.}
    RUN=${RUN,,}
    trap finish EXIT
    mkdir "$WORK/logs" "$WORK/times" "$WORK/cpu" "$WORK/memory" "$WORK/rehearsal"
    # Both start with nothing of their own, and leave nothing of it behind.
    export JBUILD_HOME=$WORK/jbuild-home BUILDX_CONFIG=$WORK/buildx BUILDX_BUILDER=default
    # jbuild's images carry no provenance either.
    export BUILDX_NO_DEFAULT_ATTESTATIONS=1

    # The wrapper makes what it is about to run, and its caches before a build; Java says what that is.
    printf "jbuild '1'\ntarget('all') { from 'scratch' }\n" >"$WORK/rehearsal/jbuild.groovy"
    "$ROOT/jbuild" -C "$WORK/rehearsal" +all >"$WORK/logs/rehearsal.log" 2>&1 || fail "$(cat "$WORK/logs/rehearsal.log")"
    LAUNCHER=$(JBUILD_JAVA_OPTS=-XshowSettings:properties "$ROOT/jbuild" --version 2>&1 |
        sed -n 's|^ *java\.class\.path = \(.*\)/bin/\.\./lib/jbuild\.jar$|\1/bin/jbuild|p')
    [[ -x $LAUNCHER ]] || fail "which launcher does $ROOT/jbuild run? Not '$LAUNCHER'"
}

finish() {
    local status=$?
    "$DOCKER" image rm --force "jbuild-compare/$RUN-jbuild" "jbuild-compare/$RUN-bake" >/dev/null 2>&1 || true
    "$DOCKER" image prune --force --filter "label=dev.jbuild.compare=$RUN" >/dev/null 2>&1 || true
    if $KEEP || ((status != 0)); then
        printf '%s: the projects, the logs and the times are in %s\n' "$NAME" "$WORK" >&2
    else
        rm -rf "$WORK"
    fi
}

# timed NAME TOOL COMMAND…: runs the command; appends its milliseconds, and those of its own work on a processor (not
# the engine's, but that of a jbuild that stands by), to the times and cpu of that name and tool.
timed() {
    local -r name=$1 tool=$2
    shift 2
    local -r log=$WORK/logs/$name-$tool.log
    local real user system
    bystanders >"$WORK/before"
    local TIMEFORMAT='%3R %3U %3S'
    # A bake has been seen to wait for its files without end; then it begins again. The longest build takes a few minutes.
    local attempt status
    for attempt in 1 2 3; do
        status=0
        { time timeout --foreground "$LIMIT" "$@" >"$log" 2>&1 </dev/null; } 2>"$WORK/time" || status=$?
        ((status == 124 && attempt < 3)) || break
        printf '%s: %s of %s has not ended after %s s; once more\n' "$NAME" "$name" "$tool" "$LIMIT" >&2
    done
    ((status == 0)) || {
        tail -n 30 "$log" >&2
        fail "$name failed with $tool"
    }
    read -r real user system <"$WORK/time"
    milliseconds "$real" >>"$WORK/times/$name-$tool"
    echo $(($(milliseconds "$user") + $(milliseconds "$system") + $(by_bystanders))) >>"$WORK/cpu/$name-$tool"
}

# The jbuilds that stand by, each with the milliseconds that it has worked.
bystanders() {
    local pid stat
    for pid in $(pgrep -f "^[^ ]*java .*-Djbuild.standby.at=$JBUILD_HOME/" || true); do
        # Behind the name, the 12th and 13th field are ticks of 10 ms.
        stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
        awk -v pid="$pid" '{ print pid, ($12 + $13) * 10 }' <<<"${stat##*) }"
    done
}

by_bystanders() {
    bystanders | awk 'FILENAME != "-" { before[$1] = $2; next } { sum += $2 - before[$1] } END { print sum + 0 }' "$WORK/before" -
}

# put_away PATH…: instead of removing them. Where ten thousand files were removed a minute ago, an ext4 without a journal
# looks at each of their inodes before it makes a file, which takes several times as long as making it.
put_away() {
    local path
    for path; do
        [[ ! -e $path ]] || mv "$path" "$(mktemp -d "$WORK/away.XXXXXX")"
    done
}

milliseconds() {
    echo $((10#${1/./}))
}

# measured NAME TOOL COMMAND…: as timed; appends to the memory of that name and tool how many kB the largest process of the
# command had in memory at its peak, or a jbuild that stands by.
measured() {
    local -r file=$WORK/memory/$1-$2
    local pid
    for pid in $(bystanders | cut -d ' ' -f 1); do
        # Peaks are counted from now on.
        echo 5 >"/proc/$pid/clear_refs" || true
    done 2>/dev/null
    timed "$1" "$2" perl -e "$PEAK" "$WORK/peaks" "${@:3}"
    for pid in $([[ $2 == bake ]] || bystanders | cut -d ' ' -f 1); do
        awk '/^VmHWM:/ { print $2 }' "/proc/$pid/status" || true
    done 2>/dev/null >>"$WORK/peaks"
    sort -n "$WORK/peaks" | tail -n 1 >>"$file"
    rm "$WORK/peaks"
}

# Runs a command, and appends the peak of what it left to be waited for to a file. Perl knows the call by number only.
PEAK=$(cat <<'PERL'
use POSIX ();
my $file = shift;
my $call = { x86_64 => 98, aarch64 => 165 }->{(POSIX::uname())[4]} or die "which number has getrusage here?\n";
my $status = system { $ARGV[0] } @ARGV;
syscall($call, -1, my $usage = "\0" x 144) == 0 or die "getrusage: $!\n";
open(my $peaks, '>>', $file) or die "$file: $!\n";
print {$peaks} unpack('x32 q', $usage), "\n";
exit($status ? 1 : 0);
PERL
)

# The two tools, the other one first in every second round.
in_turn() {
    if (($1 % 2)); then
        echo jbuild bake
    else
        echo bake jbuild
    fi
}

# A time is worth something only when the work was done.
check_file() {
    grep -qxF -- "$2" "$1" || fail "$1 should have the line: $2"
}

# measure_from_nothing NAME FILE: builds with a nonce that no build has seen, by the script's build_with; FILE is what has
# it among the delivered files.
measure_from_nothing() {
    local -r name=$1 file=$2
    local round tool
    for ((round = 1; round <= ROUNDS; round++)); do
        for tool in $(in_turn "$round"); do
            build_with "$name" "$tool" "$RUN-$tool-$round"
            check_file "out-$tool/$file" "$RUN-$tool-$round"
        done
    done
}

# Reads numbers; writes minimum, lower quartile, median, upper quartile and maximum.
five_numbers() {
    sort -n | awk '
        { v[NR] = $1 }
        function at(q,   p, low) { p = 1 + q * (NR - 1); low = int(p); return v[low] + (p - low) * (v[low < NR ? low + 1 : low] - v[low]) }
        END { print at(0), at(0.25), at(0.5), at(0.75), at(1) }'
}

# Milliseconds of a file as "median (minimum–maximum)" in seconds.
seconds() {
    five_numbers <"$WORK/$1" | awk '{ printf "%.2f (%.2f–%.2f)", $3 / 1000, $1 / 1000, $5 / 1000 }'
}

# The same of the memory of a command, in MB.
megabytes() {
    five_numbers <"$WORK/memory/$1" | awk '{ printf "%.0f (%.0f–%.0f)", $3 / 1000, $1 / 1000, $5 / 1000 }'
}

# Ratios of the pairs of one round, of their times or of what a third argument says: "median (quartile–quartile)".
ratio() {
    paste "$WORK/${3:-times}/$1" "$WORK/${3:-times}/$2" | awk '{ print $1 / $2 }' | five_numbers |
        awk '{ printf "%.2f (%.2f–%.2f)", $3, $2, $4 }'
}

rounds() {
    if ((ROUNDS == 1)); then echo '1 round'; else echo "$ROUNDS rounds"; fi
}

# With what and on what it was measured.
heading() {
    local commit
    commit=$(git -C "$ROOT" rev-parse --short HEAD)
    git -C "$ROOT" diff --quiet HEAD || commit+=' and changes'
    cat <<TEXT
$(date +%F), commit $commit, $(nproc) cores, load average $LOAD before and $(cut -d ' ' -f 1 /proc/loadavg) after, \
$(rounds). Docker $("$DOCKER" version --format '{{.Server.Version}}'), $("$BUILDX" version | cut -d ' ' -f 1,2), \
$("$LAUNCHER" --version).
TEXT
}

# told TITLE JBUILD [OTHER]: a row for bench/report, where that asks for rows: the title, and of each the program, its times
# and those of its work on processors.
told() {
    [[ -n ${JBUILD_BENCH_ROWS:-} ]] || return 0
    local row=$1 measured
    for measured in "${@:2}"; do
        row+=$'\t'${measured##*-}$'\t'$(paste -sd, "$WORK/times/$measured")$'\t'$(paste -sd, "$WORK/cpu/$measured")
    done
    printf '%s\n' "$row" >>"$JBUILD_BENCH_ROWS"
}

# Row of a table: what, times of both, ratio.
comparison() {
    told "$@"
    printf '| %s | %s | %s | %s |\n' "$1" "$(seconds "times/$2")" "$(seconds "times/$3")" "$(ratio "$2" "$3")"
}

# What the programs themselves need, without the engine; of cases that were measured.
clients_heading() {
    cat <<'TEXT'
| The programs themselves: median (min–max) | jbuild, seconds of processors | bake | ratio (quartiles) | jbuild, MB at its peak | bake |
|---|---|---|---|---|---|
TEXT
}

# client TEXT CASE: a row of that table.
client() {
    printf '| %s | %s | %s | %s | %s | %s |\n' "$1" "$(seconds "cpu/$2-jbuild")" "$(seconds "cpu/$2-bake")" \
        "$(ratio "$2-jbuild" "$2-bake" cpu)" "$(megabytes "$2-jbuild")" "$(megabytes "$2-bake")"
}
