package dev.tutti.node.config;

import dev.tutti.cluster.discovery.PeerType;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NodeId;
import dev.tutti.gateway.http.AddressBlock;
import dev.tutti.node.config.Setting.Kind;
import dev.tutti.wire.Timing;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Every setting of the hub, in the order in which help and docs/operating.md list them. */
public final class Settings {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_NAME_LENGTH = 60;
    private static final int MAX_ITEMS = 32;
    /** HS256 wants a key of at least 256 bits (RFC 7518, 3.2). */
    private static final int MIN_SECRET_LENGTH = 32;

    private static final int MIN_TOKEN_LENGTH = 16;

    private static final Pattern API_KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public static final Setting<Path> DATA = new Setting<>(
            "data",
            "DIR",
            "data",
            "Where the hub keeps its log, keys and certificates.",
            kind("the path of a folder; leave it out for \"data\" beside the hub", Settings::folder));
    public static final Setting<Integer> PORT =
            new Setting<>("port", "PORT", "8080", "HTTP: this machine, and listen-only for the network.", port());
    public static final Setting<Integer> TLS_PORT =
            new Setting<>("tls-port", "PORT", "8443", "HTTPS for everybody on the network.", port());
    public static final Setting<Integer> MEDIA_PORT =
            new Setting<>("media-port", "PORT", "7882", "UDP: voice.", port());
    public static final Setting<OptionalInt> SIGNAL_PORT = new Setting<>(
            "signal-port",
            "PORT|off",
            "3010",
            "TCP: apps that find each other and connect directly (controllers, displays); 3010 only where it is free.",
            kind("a port from 1 to 65535, 0 for any free one, or off", Settings::portOrOff));
    public static final Setting<String> NAME = new Setting<>(
            "name",
            "NAME",
            "",
            "How the hub is called on screens; the machine's name if not set.",
            kind("1 to " + MAX_NAME_LENGTH + " characters on one line", Settings::name));
    public static final Setting<List<InetAddress>> BIND = new Setting<>(
            "bind",
            "ADDR",
            "",
            "Serve on this address only (repeatable); all of the machine's if not set.",
            list("IP addresses of this machine; leave --bind out for all addresses", Settings::address));
    public static final Setting<List<String>> ORIGIN = new Setting<>(
            "origin",
            "URL",
            "",
            "Another address whose pages may use the hub: a reverse proxy's, or an app's (repeatable).",
            list("http:// or https:// addresses without a path, such as https://tutti.example.org", Settings::origin));
    public static final Setting<Map<String, String>> KEYS = new Setting<>(
            "keys",
            "KEY:SECRET",
            "",
            "LiveKit API keys for apps that make plain rooms (repeatable).",
            new Kind<>(
                    "key:secret, the key of letters, digits, - and _, the secret of at least " + MIN_SECRET_LENGTH
                            + " characters",
                    true,
                    Settings::keys));
    public static final Setting<List<URI>> WEBHOOKS = new Setting<>(
            "webhooks",
            "URL",
            "",
            "Where LiveKit webhooks are sent (repeatable).",
            list("http:// or https:// addresses", Settings::webUrl));
    public static final Setting<Integer> EXCHANGE_LIMIT =
            new Setting<>("exchange-limit", "N", "5", "Codes an address may try in a minute.", whole(1, 100_000));
    public static final Setting<Integer> JOIN_LIMIT =
            new Setting<>("join-limit", "N", "10", "Joins an address may ask for in a minute.", whole(1, 100_000));
    public static final Setting<Integer> CONNECT_LIMIT = new Setting<>(
            "connect-limit",
            "N",
            "600",
            "Connections an address may open in a minute, to events and to signalling.",
            whole(1, 1_000_000));
    public static final Setting<Integer> CONNECTIONS = new Setting<>(
            "connections",
            "N",
            "4000",
            "Connections of each kind (events, signalling, plain HTTP) that may be open.",
            whole(1, 1_000_000));
    public static final Setting<Integer> ADDRESS_CONNECTIONS = new Setting<>(
            "address-connections",
            "N",
            "200",
            "How many of those one address may have; raise it for a proxy in front.",
            whole(1, 1_000_000));
    public static final Setting<List<AddressBlock>> METRICS_FROM = new Setting<>(
            "metrics-from",
            "ADDR[/BITS]",
            "",
            "Who may read /metrics besides this machine (repeatable).",
            list("addresses or networks such as 192.168.7.0/24", AddressBlock::parse));
    public static final Setting<String> METRICS_TOKEN = new Setting<>(
            "metrics-token",
            "TOKEN",
            "",
            "Whoever sends it as a bearer token may read /metrics from anywhere.",
            kind("at least " + MIN_TOKEN_LENGTH + " visible characters", Settings::token));
    public static final Setting<Integer> TALK_LIMIT = new Setting<>(
            "talk-limit", "SECONDS", "10", "How long one may hold the floor of a new session.", whole(5, 120));
    public static final Setting<Boolean> OWNER_LINK = new Setting<>(
            "owner-link",
            "yes|no",
            "no",
            "Print a new one-use owner link, for an owner who lost the browser.",
            kind("yes or no", Settings::yesOrNo));

    public static final Setting<Integer> NODE_PORT =
            new Setting<>("node-port", "PORT", "7883", "TCP and UDP: the other nodes of the hub.", port());
    public static final Setting<List<PeerAddress>> JOIN = new Setting<>(
            "join",
            "HOST[:PORT]",
            "",
            "Ask the hub there to make this machine one of its nodes; or what an invite's QR code says.",
            new Kind<>("the name or address of a node, with its node port if that is another", false, Settings::peers));
    public static final Setting<Optional<InviteCode>> INVITE = new Setting<>(
            "invite",
            "CODE",
            "",
            "The code of ./tutti invite-node there; without one its operator is asked.",
            kind("a code of " + InviteCode.LENGTH + " letters and digits", Settings::invite));
    public static final Setting<List<PeerAddress>> PEER = new Setting<>(
            "peer",
            "HOST[:PORT]",
            "",
            "Where another node of the hub is, if it is not found by itself (repeatable).",
            new Kind<>("the name or address of a node, with its node port if that is another", true, Settings::peers));
    public static final Setting<List<NodeId>> ALLOW_NODES = new Setting<>(
            "allow-nodes",
            "NODE",
            "",
            "Who may join without being asked for, by node id (repeatable).",
            list("node ids of 64 hexadecimal digits", NodeId::new));
    public static final Setting<Boolean> MDNS = new Setting<>(
            "mdns",
            "yes|no",
            "yes",
            "Announce the hub on the network by multicast DNS, and look for others.",
            kind("yes or no", Settings::yesOrNo));

    public static final Setting<PeerType> NODE_CLASS = new Setting<>(
            "node-class",
            "CLASS",
            "hub",
            "What this machine is to its hub's other nodes: hub, controller or display; the better one leads.",
            kind("hub, controller or display", text -> PeerType.read(text).orElseThrow(() -> unknown(text))));
    public static final Setting<Timing> TIMING = new Setting<>(
            "timing",
            "fast|frugal",
            "fast",
            "How often nodes hear of each other: fast, or frugal for slow radios; the same at all nodes of a hub.",
            kind("fast or frugal", Settings::timing));

    public static final Setting<Optional<String>> V1 = new Setting<>(
            "v1",
            "CHANNEL",
            "",
            "Let push-to-talk apps of protocol v1 into the channel of this name, without encryption.",
            kind("the name of a channel", text -> text.isEmpty() ? Optional.empty() : Optional.of(name(text))));
    public static final Setting<Integer> V1_PORT = new Setting<>(
            "v1-port", "PORT", "9915", "TCP: those apps; 9915 stands for the first free one up to 9920.", port());

    public static final List<Setting<?>> ALL = List.of(
            DATA,
            PORT,
            TLS_PORT,
            MEDIA_PORT,
            SIGNAL_PORT,
            NAME,
            BIND,
            ORIGIN,
            KEYS,
            WEBHOOKS,
            EXCHANGE_LIMIT,
            JOIN_LIMIT,
            CONNECT_LIMIT,
            CONNECTIONS,
            ADDRESS_CONNECTIONS,
            METRICS_FROM,
            METRICS_TOKEN,
            TALK_LIMIT,
            OWNER_LINK,
            NODE_PORT,
            JOIN,
            INVITE,
            PEER,
            ALLOW_NODES,
            MDNS,
            NODE_CLASS,
            TIMING,
            V1,
            V1_PORT);

    private Settings() {}

    public static boolean isKey(String key) {
        return ALL.stream().anyMatch(setting -> setting.key().equals(key));
    }

    private static <T> Kind<T> kind(String allowed, Setting.Parser<T> parser) {
        return new Kind<>(allowed, false, parser);
    }

    private static Kind<Integer> port() {
        return kind("a port from 1 to 65535, or 0 for any free one", text -> wholeNumber(text, 0, MAX_PORT));
    }

    private static OptionalInt portOrOff(String text) {
        return text.equals("off") ? OptionalInt.empty() : OptionalInt.of(wholeNumber(text, 0, MAX_PORT));
    }

    private static Kind<Integer> whole(int min, int max) {
        return kind("a whole number from " + min + " to " + max, text -> wholeNumber(text, min, max));
    }

    private static int wholeNumber(String text, int min, int max) {
        int number = Integer.parseInt(text);
        return require(number >= min && number <= max, number);
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "yes", "true", "" -> true;
            case "no", "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Timing timing(String text) {
        return switch (text) {
            case "fast" -> Timing.FAST;
            case "frugal" -> Timing.FRUGAL;
            default -> throw unknown(text);
        };
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(text);
    }

    private static String name(String text) {
        boolean printable = text.codePoints().noneMatch(Character::isISOControl);
        return require(!text.isBlank() && text.length() <= MAX_NAME_LENGTH && printable, text);
    }

    private static List<PeerAddress> peers(String text) {
        return items(text).stream().map(PeerAddress::parse).distinct().toList();
    }

    private static Optional<InviteCode> invite(String text) {
        var code = InviteCode.read(text);
        return require(text.isEmpty() || code.isPresent(), code);
    }

    private static String token(String text) {
        boolean visible = text.codePoints().allMatch(c -> c > ' ' && c < 127);
        return require(text.isEmpty() || (text.length() >= MIN_TOKEN_LENGTH && visible), text);
    }

    /** Of no text would be the working directory, which nobody meant. */
    private static Path folder(String text) {
        return Path.of(require(!text.isBlank(), text));
    }

    private static InetAddress address(String text) {
        var address = InetAddress.ofLiteral(text);
        return require(!address.isAnyLocalAddress() && !address.isMulticastAddress(), address);
    }

    private static URI webUrl(String text) {
        var uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        return require(web && uri.getHost() != null, uri);
    }

    /** As browsers write it: in lower case, without a path, without the scheme's own port. */
    private static String origin(String text) {
        var uri = webUrl(text.toLowerCase(Locale.ROOT));
        boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
        require(bare && (uri.getPath().isEmpty() || uri.getPath().equals("/")), uri);
        boolean ownPort = uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
        String port = uri.getPort() < 0 || ownPort ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }

    private static Map<String, String> keys(String text) {
        var keys = new LinkedHashMap<String, String>();
        for (String pair : items(text)) {
            int colon = pair.indexOf(':');
            require(colon > 0, pair);
            String key = pair.substring(0, colon).strip();
            String secret = pair.substring(colon + 1).strip();
            require(API_KEY.matcher(key).matches() && secret.length() >= MIN_SECRET_LENGTH, key);
            require(keys.put(key, secret) == null, key);
        }
        return Map.copyOf(keys);
    }

    private static <T> Kind<List<T>> list(String allowed, Function<String, T> item) {
        return new Kind<>(
                allowed, true, text -> items(text).stream().map(item).distinct().toList());
    }

    private static List<String> items(String text) {
        var items = text.isBlank()
                ? List.<String>of()
                : List.of(text.split(",", -1)).stream().map(String::strip).toList();
        return require(items.size() <= MAX_ITEMS, items);
    }

    private static <T> T require(boolean allowed, T value) {
        if (!allowed) {
            throw new IllegalArgumentException(String.valueOf(value));
        }
        return value;
    }
}
