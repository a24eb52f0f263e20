# Finds what Tutti is built with and says exactly what to install when it is not there. Sourced by ./tutti and ./dev.

say() { printf 'tutti: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

# The hub's options, the same for ./tutti, its training run and the tests that start it.
java_opts="-XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dstdout.encoding=UTF-8"
# Sockets of virtual threads are watched by threads of the platform: one of the virtual ones may sleep for ever after the process
# was stopped and goes on (SIGSTOP, SIGCONT), and half of the sockets with it (JDK 25).
java_opts="$java_opts -Djdk.pollerMode=1"

is_jdk25() {
    [ -x "$1/bin/javac" ] && [ -f "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

jdk_candidates() {
    printf '%s\n' "${JAVA_HOME:-}"
    printf '%s\n' /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home
    if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home -v 25 2>/dev/null || true; fi
    if javac=$(command -v javac); then dirname "$(dirname "$(readlink -f "$javac" 2>/dev/null || printf %s "$javac")")"; fi
}

# Sets and exports JAVA_HOME to a JDK 25.
find_jdk() {
    found=$(jdk_candidates | while IFS= read -r candidate; do
        if [ -n "$candidate" ] && is_jdk25 "$candidate"; then printf '%s\n' "$candidate"; break; fi
    done)
    if [ -z "$found" ]; then
        say "needs a JDK 25 and found none (looked at JAVA_HOME, /usr/lib/jvm, sdkman, the PATH)."
        case $(uname -s) in
            Darwin) say "install it with: brew install --cask temurin@25" ;;
            *) say "install it with: apt-get install temurin-25-jdk (or openjdk-25-jdk), or sdk install java 25-tem" ;;
        esac
        fail "or set JAVA_HOME to the folder of one."
    fi
    export JAVA_HOME="$found"
}

# Sets maven to the installed Maven.
find_maven() {
    maven=$(command -v mvn || true)
    for candidate in /usr/share/maven/bin/mvn /opt/maven/bin/mvn "$HOME/.sdkman/candidates/maven/current/bin/mvn"; do
        if [ -z "$maven" ] && [ -x "$candidate" ]; then maven=$candidate; fi
    done
    [ -n "$maven" ] || fail "needs Maven 3.8 or newer to build. Install it with: apt-get install maven (macOS: brew install maven)"
}

# Checks that Node and npm are there and new enough for the web client's build.
find_node() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        fail "needs Node 20.19 or newer with npm to build the page. Install it with: apt-get install nodejs npm (macOS: brew install node)"
    fi
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
        fail "needs Node 20.19 or newer to build the page, and found $(node --version). Install a newer one."
}
