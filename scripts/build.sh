# Builds the runnable hub: node/target/tutti/{lib/*.jar, web/}. Sourced by ./tutti and ./dev; needs $here and toolchain.sh.

dist=$here/node/target/tutti
stamp=$dist/.built

# Whether a source of the hub is newer than the build (or there is no build).
build_is_stale() {
    [ -f "$stamp" ] || return 0
    [ -n "$(cd "$here" && find pom.xml ./*/pom.xml ./*/src/main web scripts/build.sh \
        \( -name node_modules -o -name dist -o -name test-results \) -prune -o -type f -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# Installs the packages of an npm folder, as locked, when its lock file changed. Not "npm ci": that wants the locked
# versions of every other platform's binaries too, and registries exist that only have those for their own.
npm_install() {
    find_node
    if [ ! -f "$here/$1/node_modules/.installed" ] ||
        [ "$here/$1/package-lock.json" -nt "$here/$1/node_modules/.installed" ]; then
        (cd "$here/$1" && npm install --no-save --no-audit --no-fund --loglevel=error) >&2
        touch "$here/$1/node_modules/.installed"
    fi
}

install_web() { npm_install web; }

build_web() {
    install_web
    (cd "$here/web" && npm run --silent build -- --logLevel warn) >&2
}

# Builds the page and the jars, one build of this folder at a time: who comes second waits, and builds only what the
# first one did not. Where the system has no flock, two at once are the caller's own affair.
build_hub() {
    find_maven
    mkdir -p "$here/node/target"
    if ! command -v flock >/dev/null 2>&1; then
        build_alone
        return
    fi
    (
        if ! flock -n 9; then
            say "somebody else builds here; waiting for that…"
            flock 9
            build_is_stale || exit 0
        fi
        build_alone
    ) 9>"$here/node/target/.build-lock"
}

build_alone() {
    say "building (the first time takes a few minutes)…"
    touch "$here/node/target/.build-began"
    build_web
    # -Dquick leaves out Error Prone and the tests: ./dev test runs them, and starts clean when it finds this mark.
    touch "$here/node/target/.unchecked"
    (cd "$here" && "$maven" -B -Dstyle.color=never -q -Dquick -Dmaven.test.skip=true -pl node -am package) >&2
    finish_build
}

# What follows Maven: the page beside the jars, the class cache, and the stamp (as old as the build's beginning).
finish_build() {
    rm -rf "$dist/web"
    cp -R "$here/web/dist" "$dist/web"
    find "$dist/web" -type f \( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.svg' -o -name '*.json' \) -exec gzip -9kf {} +
    train_cache
    touch -r "$here/node/target/.build-began" "$stamp"
}

# Starts and stops a hub once, to keep what its start loads in the JDK's AOT cache (docs/adr/0006). Without it the hub
# starts too, only later.
train_cache() {
    rm -f "$dist/tutti.aot"
    training=$(mktemp -d)
    # shellcheck disable=SC2086
    "$JAVA_HOME/bin/java" $java_opts -XX:AOTCacheOutput="$dist/tutti.aot" -Dtutti.exit-when-ready=yes \
        -jar "$dist/lib/node.jar" up --data "$training" --port 0 --tls-port 0 --media-port 0 --signal-port off --node-port 0 --mdns no --bind 127.0.0.1 \
        >/dev/null 2>&1 || rm -f "$dist/tutti.aot"
    rm -rf "$training"
}
