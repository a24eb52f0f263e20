# Benchmarks: real parts, one JSON object as the last line. Sourced by ./dev.

run_bench() {
    [ $# -ge 1 ] || fail "which benchmark? ./dev bench voice|floor|forward|load|changes|loss|failover|start|micro|tempo|relay|impact"
    case $1 in
        tempo | loss | failover | impact)
            bench_across_wire "$@"
            return
            ;;
        relay)
            build_simulator
            # shellcheck disable=SC2086
            exec "$JAVA_HOME/bin/java" $java_opts -cp "simulator/target/classes:$(cat simulator/target/soak.classpath)" \
                dev.tutti.simulator.RelayTraffic
            ;;
    esac
    case $1 in voice | forward) . scripts/system.sh && install_system_packages ;; esac
    find_jdk && find_maven
    if build_is_stale; then build_hub; fi
    if [ "$1" = voice ]; then npm_install benchmarks/browser; fi
    mkdir -p node/target && touch node/target/.unchecked
    "$maven" -B -Dstyle.color=never -q -Dquick -Dmaven.test.skip=true -pl benchmarks -am package >&2
    # shellcheck disable=SC2086
    exec "$JAVA_HOME/bin/java" $java_opts -Dtutti.home="$here" -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
        dev.tutti.benchmarks.Main "$@"
}

# Browsers across an impaired network: driven by the system tests' harness.
bench_across_wire() {
    . scripts/system.sh
    find_jdk
    install_system_packages
    if build_is_stale; then build_hub; fi
    npm_install system-tests
    npm --prefix system-tests run --silent bench -- "$@"
}

# Clusters of nodes under faults on virtual time; the last line is one JSON object.
run_simulate() {
    build_simulator
    # shellcheck disable=SC2086
    exec "$JAVA_HOME/bin/java" $java_opts -cp "simulator/target/classes:$(cat simulator/target/soak.classpath)" \
        dev.tutti.simulator.Simulate "$@"
}

build_simulator() {
    find_jdk && find_maven
    "$maven" -B -Dstyle.color=never -q -Dquick -Dmaven.test.skip=true -pl simulator -am package dependency:build-classpath \
        -DincludeScope=runtime -Dmdep.outputFile=target/soak.classpath >&2
}

# A million floor requests on virtual time, a journal killed at 20 random points, a real hub under load, and nodes whose processes
# and network fail at random, the last two for as long as asked each; every part prints one JSON object as its last line.
# `soak nodes …` runs the last part alone.
run_soak() {
    minutes=10
    seed=
    only=
    while [ $# -gt 0 ]; do
        case $1 in
            --minutes) minutes=$2 && shift ;;
            --seed) seed=$2 && shift ;;
            nodes) only=nodes ;;
            *[!0-9]*) fail "./dev soak [nodes] [--minutes M] [--seed S]" ;;
            *) minutes=$1 ;;
        esac
        shift
    done
    if [ -z "$only" ]; then soak_parts "$minutes"; fi
    bench_across_wire soak --minutes "$minutes" ${seed:+--seed "$seed"}
}

soak_parts() {
    build_simulator
    # shellcheck disable=SC2086
    "$JAVA_HOME/bin/java" $java_opts -cp "simulator/target/classes:$(cat simulator/target/soak.classpath)" \
        dev.tutti.simulator.Soak
    say "killing a writing journal 20 times at random points…"
    "$maven" -B -Dstyle.color=never -q -Dquick -Dtutti.kills=20 -Dtest=CrashTest -Dsurefire.failIfNoSpecifiedTests=false \
        -pl journal -am test >&2
    say "everything that was acknowledged was there each time"
    (run_bench soak "$1")
}
