package dev.tutti.wire;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws messages of every type from a seed, by the components of their records. */
final class RandomMessages {
    static final Set<String> WORDS = Set.of("reason", "type", "Command.name");
    static final Set<String> U16 = Set.of(
            "port", "httpsPort", "capability", "lossPermille", "loadPermille", "position", "of", "ordinal", "most");
    static final Set<String> U32 = Set.of(
            "linkNumber",
            "number",
            "seq",
            "ofSeq",
            "rttUs",
            "pathUs",
            "remainingMs",
            "ageMs",
            "leaseMs",
            "talkLimitMs",
            "waitMs",
            "expiresInMs",
            "leftMs",
            "talkMs",
            "mediaSeq",
            "mediaTime",
            "bpmHundredths",
            "part",
            "parts");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    private static final String TEXT = "aé漢🎵 \n\u0000\"'<%\u200f";
    private static final int MAX_LIST = 6;
    private static final int MAX_BYTES = 24;

    private static final long SEED = Long.getLong("wire.seed", 20_261_121L);

    static {
        System.out.println("messages of -Dwire.seed=" + SEED);
    }

    private final SplittableRandom random;

    RandomMessages(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The same each time, or the one that was asked for. */
    static long seed() {
        return SEED;
    }

    Envelope envelope() {
        return new Envelope(
                new SessionTag(random.nextLong()),
                new NodeTag(random.nextLong() | 1),
                random.nextLong(1L << 32),
                random.nextLong());
    }

    Message of(MessageType type) {
        return (Message) record(type.message());
    }

    private Record record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        var classes = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i].getGenericType(), type.getSimpleName(), components[i].getName());
        }
        try {
            var constructor = type.getDeclaredConstructor(classes);
            constructor.setAccessible(true);
            return (Record) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " could not be made of " + Arrays.toString(values), e);
        }
    }

    private Object value(Type type, String owner, String name) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class
                    ? (random.nextBoolean() ? Optional.of(value(element, owner, name)) : Optional.empty())
                    : list(element, owner, name);
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "boolean" -> random.nextBoolean();
            case "int" -> random.nextInt(U16.contains(name) ? 1 << 16 : 1 << 8);
            case "long" -> U32.contains(name) ? random.nextLong(1L << 32) : random.nextLong();
            case "String" -> WORDS.contains(name) || WORDS.contains(owner + "." + name) ? word(0) : text();
            case "Octets" -> Octets.of(bytes(random.nextInt(MAX_BYTES)));
            case "Epoch" -> new Epoch(random.nextLong(), random.nextLong());
            case "Fence" -> new Fence(random.nextLong(), random.nextLong(), random.nextLong(1L << 32));
            case "RequestId" -> new RequestId(random.nextLong(), random.nextLong());
            case "NodeId" -> NodeId.of(bytes(NodeId.BYTES));
            case "ChannelId" -> new ChannelId(word(1));
            case "UserId" -> new UserId(word(1));
            case "SessionId" -> new SessionId(word(1));
            case "EventId" -> new EventId(word(1));
            case "SongId" -> new SongId(word(1));
            default -> {
                var one = (Class<?>) type;
                yield one.isEnum()
                        ? one.getEnumConstants()[random.nextInt(one.getEnumConstants().length)]
                        : record(one);
            }
        };
    }

    private List<Object> list(Type element, String owner, String name) {
        var values = new ArrayList<>();
        // Two is the least bound there is.
        int count = random.nextInt(name.equals("anchors") ? LeaderMessage.MAX_ANCHORS + 1 : MAX_LIST);
        for (int i = 0; i < count; i++) {
            values.add(value(element, owner, name));
        }
        return values;
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String word(int min) {
        return draw(LETTERS, min + random.nextInt(20));
    }

    private String text() {
        return draw(TEXT, random.nextInt(16));
    }

    /** Whole characters only: half of a pair is no text. */
    private String draw(String from, int length) {
        int[] points = from.codePoints().toArray();
        var drawn = new StringBuilder();
        for (int i = 0; i < length; i++) {
            drawn.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return drawn.toString();
    }
}
