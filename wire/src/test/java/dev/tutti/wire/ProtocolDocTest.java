package dev.tutti.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/protocol-v2.md against the records: each type, its code, way and fields in their order; only bounds are prose. */
class ProtocolDocTest {
    private static final Path DOC = Path.of("../docs/protocol-v2.md");
    private static final Pattern BOUND = Pattern.compile("≤[0-9,]+");

    private final Map<String, Class<?>> parts = new LinkedHashMap<>();
    private final Map<String, Class<?>> choices = new LinkedHashMap<>();

    @Test
    void everyLayoutStandsInTheDocument() throws IOException {
        List<String> said = Files.readAllLines(DOC).stream()
                .map(line -> BOUND.matcher(line).replaceAll(""))
                .toList();
        assertThat(lines()).allSatisfy(line -> assertThat(said).anyMatch(one -> one.startsWith(line)));
    }

    @Test
    void verdictsStandInTheDocument() throws IOException {
        assertThat(Files.readString(DOC))
                .contains(Arrays.stream(Verdict.values())
                        .filter(verdict -> verdict != Verdict.ACCEPTED)
                        .map(Enum::name)
                        .toList());
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        for (MessageType type : MessageType.values()) {
            lines.add("| 0x%02X | %s | %s | %s | %s |"
                    .formatted(type.code(), type, way(type), type.critical() ? "!" : "", layout(type.message())));
        }
        // Parts of parts are found while the list is made.
        for (int i = 0; i < parts.size(); i++) {
            var part = List.copyOf(parts.entrySet()).get(i);
            lines.add("| %s | %s |".formatted(part.getKey(), layout(part.getValue())));
        }
        choices.forEach((name, choice) -> lines.add("| %s | %s |".formatted(name, constants(choice))));
        return lines;
    }

    private static String way(MessageType type) {
        return switch (type.way()) {
            case STREAM -> "S";
            case EITHER -> "DS";
        };
    }

    private static String constants(Class<?> choice) {
        Object[] all = choice.getEnumConstants();
        var names = new ArrayList<String>();
        for (int i = 0; i < all.length; i++) {
            names.add(i + " " + all[i]);
        }
        return String.join(", ", names);
    }

    private String layout(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(one -> "`" + one.getName() + " " + kind(one.getGenericType(), type, one) + "`")
                .collect(Collectors.joining(" "));
    }

    private String kind(Type type, Class<?> owner, RecordComponent component) {
        if (type instanceof ParameterizedType generic) {
            String element = kind(generic.getActualTypeArguments()[0], owner, component);
            return element + (generic.getRawType() == Optional.class ? "?" : "[]");
        }
        var one = (Class<?>) type;
        String name = component.getName();
        return switch (one.getSimpleName()) {
            case "boolean" -> "flag";
            case "int" -> RandomMessages.U16.contains(name) ? "u16" : "u8";
            case "long" -> RandomMessages.U32.contains(name) ? "u32" : name.matches(".*(Us|Ns|Ms)") ? "i64" : "u64";
            case "String" ->
                RandomMessages.WORDS.contains(name) || RandomMessages.WORDS.contains(owner.getSimpleName() + "." + name)
                        ? "word"
                        : "text";
            case "Octets" -> "bytes";
            case "ChannelId", "UserId", "SessionId", "EventId", "SongId" -> "id";
            case "NodeTag", "SessionTag", "ChannelTag", "TalkerTag" -> "tag";
            case "Epoch" -> "epoch";
            case "Fence" -> "fence";
            case "RequestId" -> "request";
            case "NodeId" -> "nodeId";
            default -> {
                String kind = decapitalized(one);
                (one.isEnum() ? choices : parts).put(kind, one);
                yield kind;
            }
        };
    }

    private static String decapitalized(Class<?> type) {
        return Character.toLowerCase(type.getSimpleName().charAt(0))
                + type.getSimpleName().substring(1);
    }
}
