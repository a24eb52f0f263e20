# What tests with real browsers and network namespaces need from the system. Sourced by ./dev.

# command:package
system_packages="chromium:chromium certutil:libnss3-tools ip:iproute2 nft:nftables cc:gcc nsenter:util-linux sysctl:procps pulseaudio:pulseaudio parec:pulseaudio-utils openssl:openssl"

# Installs the missing ones where that is allowed (Debian, root), or says exactly what to install.
install_system_packages() {
    missing=
    for pair in $system_packages; do
        PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
    done
    # A compiler without the C library's headers cannot build the tests' own programs.
    [ -f /usr/include/stdlib.h ] || case $(uname -s) in Linux) missing="$missing libc6-dev" ;; esac
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing$missing"
        # shellcheck disable=SC2086
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing) >&2 ||
            fail "could not install$missing. Install them and run this again."
    else
        fail "the system tests need$missing. Install them with: sudo apt-get install$missing"
    fi
}

run_screenshots() {
    find_jdk
    install_system_packages
    if build_is_stale; then build_hub; fi
    npm_install system-tests
    npm --prefix system-tests run --silent screenshots
}
