# Fuzzing with Jazzer: every parser that reads what a stranger sent. Sourced by ./dev.

# Lists "module class method" for each fuzz test.
fuzz_targets() {
    grep -rl '@FuzzTest' --include='*.java' ./*/src/test/java | sort | while read -r file; do
        module=$(printf %s "$file" | cut -d/ -f2)
        class=$(basename "$file" .java)
        awk -v module="$module" -v class="$class" '
            /@FuzzTest/ { fuzz = 1 }
            fuzz && match($0, /void [A-Za-z0-9_]+\(/) { print module, class, substr($0, RSTART + 5, RLENGTH - 6); fuzz = 0 }' "$file"
    done
}

# $1 = class (with or without FuzzTest), class#method or "all"; $2 = seconds each; TUTTI_FUZZ_SEED = a seed, or another
# one each time. The same seed tries the same inputs in the same order, from the same corpus.
# What crashes a target is kept beside it as a seed, which the unit tests replay from then on.
run_fuzz() {
    target=${1:-all}
    seconds=${2:-60}
    seed=${TUTTI_FUZZ_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
    find_jdk && find_maven
    bad=
    known=
    list=${TMPDIR:-/tmp}/tutti-fuzz.$$
    fuzz_targets >"$list"
    while read -r module class method <&3; do
        case $target in all | "$class" | "${class%FuzzTest}" | "$class#$method") ;; *) continue ;; esac
        known=yes
        say "fuzzing $module $class#$method for $seconds s, seed $seed"
        fuzz_one || bad="$bad $class#$method"
    done 3<"$list"
    if [ -z "$known" ]; then
        say "there is no fuzz target $target. There are:"
        awk '{ print "  " $2 "#" $3 }' "$list" >&2
        bad=" $target"
    fi
    rm -f "$list"
    [ -z "$bad" ] || { say "fuzzing failed:$bad"; return 1; }
}

# Jazzer fuzzes one test a process; the internal arguments are libFuzzer's command line.
fuzz_one() {
    mkdir -p node/target target/fuzz && touch node/target/.unchecked
    report=target/fuzz/$class-$method.log
    if JAZZER_FUZZ=1 "$maven" -B -Dstyle.color=never -q -ntp -Dquick -pl "$module" -am -Dtest="$class#$method" \
        -Dfuzz.jvm.args="-Djazzer.internal.arg.0=jazzer -Djazzer.internal.arg.1=-max_total_time=$seconds \
-Djazzer.internal.arg.2=-seed=$seed" \
        test </dev/null >"$report" 2>&1 && grep '^Done [0-9]* runs' "$report" >&2; then
        return 0
    fi
    tail -n 60 "$report" >&2
    return 1
}
