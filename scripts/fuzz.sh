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
    fuzz_targets | while read -r module class method; do
        case $target in all | "$class" | "${class%FuzzTest}" | "$class#$method") echo "$module $class $method" ;; esac
    done >"$list"
    if [ -s "$list" ]; then
        known=yes
        compile_targets "$(cut -d' ' -f1 "$list" | sort -u | paste -sd,)" || bad=" (they do not compile)"
    fi
    while [ -z "$bad" ] && read -r module class method <&3; do
        say "fuzzing $module $class#$method for $seconds s, seed $seed"
        fuzz_one || failed_targets="${failed_targets:-} $class#$method"
    done 3<"$list"
    bad=$bad${failed_targets:-}
    if [ -z "$known" ]; then
        say "there is no fuzz target $target. There are:"
        fuzz_targets | awk '{ print "  " $2 "#" $3 }' >&2
        bad=" $target"
    fi
    rm -f "$list"
    [ -z "$bad" ] || { say "fuzzing failed:$bad"; return 1; }
}

# One Maven run for all of them: it leaves each module's class path in its target/fuzz.classpath.
compile_targets() {
    mkdir -p node/target target/fuzz && touch node/target/.unchecked
    "$maven" -B -Dstyle.color=never -q -ntp -Dquick -pl "$1" -am test-compile dependency:build-classpath \
        -DincludeScope=test -Dmdep.outputFile=target/fuzz.classpath >target/fuzz/compile.log 2>&1 ||
        { tail -n 60 target/fuzz/compile.log >&2; return 1; }
}

# Jazzer fuzzes one test a process; the internal arguments are libFuzzer's command line.
fuzz_one() {
    report=$here/target/fuzz/$class-$method.log
    source=$(find "$module/src/test/java" -name "$class.java")
    full=$(sed -n 's/^package \(.*\);$/\1/p' "$source").$class
    # Its parameters' types, as JUnit wants them; what Jazzer hands over has one of these two.
    types='byte[]'
    if grep -q "void $method(FuzzedDataProvider " "$source"; then
        types=com.code_intelligence.jazzer.api.FuzzedDataProvider
    fi
    if (cd "$module" && JAZZER_FUZZ=1 "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow -XX:+EnableDynamicAgentLoading \
        -Djazzer.internal.arg.0=jazzer "-Djazzer.internal.arg.1=-max_total_time=$seconds" "-Djazzer.internal.arg.2=-seed=$seed" \
        -cp "target/test-classes:target/classes:$(cat target/fuzz.classpath)" "$here/scripts/FuzzOne.java" \
        "$full" "$method" "$types") </dev/null >"$report" 2>&1 && grep '^Done [0-9]* runs' "$report" >&2; then
        return 0
    fi
    tail -n 60 "$report" >&2
    return 1
}
