# The test suite: unit, simulation, fuzz (a smoke run of each target), web, system. Sourced by ./dev.

run_tests() {
    kinds=${*:-unit simulation fuzz web system}
    for kind in $kinds; do
        case $kind in unit | simulation | fuzz | web | system) ;; *) fail "there is no kind of test called $kind" ;; esac
    done
    find_jdk && find_maven
    began=$(date +%s)
    failed=
    results=$here/target/test-results
    rm -rf "$results" && mkdir -p "$results"
    if wanted web || wanted system; then build_page; fi
    if wanted unit || wanted simulation || wanted system; then test_java; fi
    if wanted fuzz; then smoke_fuzz; fi
    if wanted system; then system_tests; fi
    summary
}

wanted() { case " $kinds " in *" $1 "*) return 0 ;; esac; return 1; }

# Runs a step, keeps going when it fails and remembers its name.
step() {
    name=$1
    shift
    say "── $name"
    "$@" || failed="$failed, $name"
}

build_page() {
    install_web
    if wanted web; then
        step "web checks" npm --prefix web run --silent lint
        step "web tests" web_tests
    fi
    step "web build" npm --prefix web run --silent build
}

web_tests() {
    npm --prefix web test -- --reporter=default --reporter=junit --outputFile.junit="$results/TEST-web.xml"
}

# One Maven run: format check, Error Prone and NullAway, unit tests, simulations; it leaves a built hub behind. A failed
# test runs once more (it is named as flaky when it passes then), and no failure keeps the modules after it from their tests.
test_java() {
    if [ -f node/target/.unchecked ]; then
        rm -rf ./*/target/classes ./*/target/test-classes ./*/target/maven-status node/target/.unchecked
    fi
    mkdir -p node/target && touch node/target/.build-began
    skip=
    wanted unit || skip="$skip -Dskip.unit=true"
    wanted simulation || skip="$skip -Dskip.simulation=true"
    # shellcheck disable=SC2086
    step "java" "$maven" -B -Dstyle.color=never -ntp --fail-at-end $skip -Dtutti.home="$here" \
        -Dmaven.test.failure.ignore=true -Dsurefire.rerunFailingTestsCount=1 spotless:check verify
    if [ -d web/dist ] && [ -d "$dist/lib" ]; then finish_build; fi
    find . -path '*/surefire-reports/TEST-*.xml' -newer node/target/.build-began -not -path './web/*' \
        -exec sh -c 'for f; do cp "$f" "$0/$(basename "$f")"; done' "$results" {} +
    if grep -qsE '<(failure|error)[ >]' "$results"/TEST-dev.tutti.*.xml; then failed="$failed, java tests"; fi
}

# Real processes, real browsers, across a network of namespaces; they start the hub that was just built.
system_tests() {
    . scripts/system.sh
    install_system_packages
    if [ ! -d "$dist/lib" ]; then
        failed="$failed, system (there is no built hub)"
        return
    fi
    npm_install system-tests
    step "system type check" npm --prefix system-tests run --silent typecheck
    step "system" npm --prefix system-tests run --silent test -- \
        --reporter=default --reporter=junit --outputFile.junit="$results/TEST-system.xml"
}

smoke_fuzz() {
    . scripts/fuzz.sh
    TUTTI_FUZZ_SEED=${TUTTI_FUZZ_SEED:-1}
    step "fuzz" run_fuzz all "${TUTTI_FUZZ_SMOKE_SECONDS:-5}"
}

# Names what failed at first and passed when it ran again, and what was skipped, and why: JUnit says it in the report, the
# system tests in their names.
remarkable_tests() {
    cat "$results"/TEST-*.xml 2>/dev/null | tr '\n' ' ' | sed 's/<testcase/\n&/g' | awk '
        /^<testcase/ && /<flaky(Failure|Error)/ { print "flaky: " value($0, "classname") " " value($0, "name") }
        /^<testcase/ && /<skipped/ {
            why = value($0, "message")
            print "skipped: " value($0, "classname") " " value($0, "name") (why == "" ? "" : ": " why)
        }
        function value(text, key) {
            return match(text, " " key "=\"[^\"]*\"") ? substr(text, RSTART + length(key) + 3, RLENGTH - length(key) - 4) : ""
        }' | sed 's/&gt;/>/g; s/&lt;/</g; s/&quot;/"/g; s/&apos;/'"'"'/g; s/&amp;/\&/g' >&2
}

# Adds the reports up; the last line is "N passed, N failed, N skipped".
summary() {
    total=$(cat "$results"/TEST-*.xml 2>/dev/null | grep -o '<testsuite [^>]*>' | awk '
        { tests += value($0, "tests"); bad += value($0, "failures") + value($0, "errors"); skipped += value($0, "skipped") }
        function value(text, key) { return match(text, " " key "=\"[0-9]+\"") ? substr(text, RSTART + length(key) + 3) + 0 : 0 }
        END { printf "%d passed, %d failed, %d skipped", tests - bad - skipped, bad, skipped }')
    say "took $(($(date +%s) - began)) s"
    remarkable_tests
    if [ -n "$failed" ]; then say "FAILED: ${failed#, }"; fi
    printf '\n%s\n' "$total"
    [ -z "$failed" ] || exit 1
}
