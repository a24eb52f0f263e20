# Fuzzing with Jazzer: every parser that reads what a stranger sent. Sourced by ./dev.

# Lists "module target" for each class with a fuzz test.
fuzz_targets() {
    grep -rl '@FuzzTest' --include='*.java' ./*/src/test/java | sort |
        sed -n 's|^\./\([^/]*\)/src/test/java/.*/\([^/]*\)\.java$|\1 \2|p'
}

# $1 = target or "all", $2 = seconds each. A crash is kept as a seed beside the test and fails the run.
run_fuzz() {
    target=${1:-all}
    seconds=${2:-60}
    find_jdk && find_maven
    bad=
    fuzz_targets >"${TMPDIR:-/tmp}/tutti-fuzz.$$"
    while read -r module name <&3; do
        if [ "$target" != all ] && [ "$target" != "$name" ] && [ "$target" != "${name%FuzzTest}" ]; then continue; fi
        say "fuzzing $module $name for $seconds s"
        JAZZER_FUZZ=1 JAZZER_MAX_DURATION="${seconds}s" "$maven" -B -Dstyle.color=never -q -ntp -Dquick -pl "$module" -am -Dtest="$name" test </dev/null || bad="$bad $name"
    done 3<"${TMPDIR:-/tmp}/tutti-fuzz.$$"
    rm -f "${TMPDIR:-/tmp}/tutti-fuzz.$$"
    [ -z "$bad" ] || { say "fuzzing found a fault in$bad"; return 1; }
}
