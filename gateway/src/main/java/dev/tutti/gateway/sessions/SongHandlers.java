package dev.tutti.gateway.sessions;

import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.gateway.wire.SongMessages.ImportAnswer;
import dev.tutti.gateway.wire.SongMessages.ImportFormat;
import dev.tutti.gateway.wire.SongMessages.ImportRequest;
import dev.tutti.gateway.wire.SongMessages.SongAnswer;
import dev.tutti.gateway.wire.SongMessages.SongListAnswer;
import dev.tutti.gateway.wire.SongMessages.SongRequest;
import dev.tutti.gateway.wire.SongMessages.SongSavedAnswer;
import dev.tutti.session.Capability;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongFormat;
import dev.tutti.session.songs.SongFormats;
import dev.tutti.session.songs.SongImport;
import dev.tutti.session.songs.SongLibrary;
import dev.tutti.session.songs.SongRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hub's library: found, read, changed, imported, exported. */
public final class SongHandlers {
    private static final int MAX_QUERY_LENGTH = 100;
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 500;

    private final Sessions sessions;
    private final SongLibrary library;
    private final SongFormats formats;
    private final WallClock clock;

    public SongHandlers(Sessions sessions, SongLibrary library, SongFormats formats, WallClock clock) {
        this.sessions = sessions;
        this.library = library;
        this.formats = formats;
        this.clock = clock;
    }

    public Reply list(Call call) {
        checkReads(call.caller());
        String words = call.query().getOrDefault("q", "").strip();
        if (words.length() > MAX_QUERY_LENGTH) {
            throw ApiErrors.invalid("q", "q has at most " + MAX_QUERY_LENGTH + " characters.");
        }
        String after = call.query().get("after");
        SongLibrary.Page page = Storage.of(() -> library.search(
                words, after == null ? null : songId(after), limit(call.query().get("limit"))));
        return Reply.ok(
                new SongListAnswer(page.songs().stream().map(SongViews::brief).toList(), page.total()));
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null ? PAGE : Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_PAGE) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw ApiErrors.invalid("limit", "limit is a number from 1 to " + MAX_PAGE + ".");
    }

    public Reply get(Call call) {
        checkReads(call.caller());
        return Reply.ok(new SongAnswer(SongViews.song(song(library, call.path("songId")))));
    }

    /** The id follows from who asks and the key, so that asking again makes no second song. */
    public Reply create(Call call) {
        checkManages(call.caller());
        var id = new SongId(new Sha256()
                .text("song")
                .text(call.caller().userId().value())
                .text(call.idempotencyKey())
                .hex(12));
        return Reply.created(save(id, call, 0));
    }

    public Reply change(Call call) {
        checkManages(call.caller());
        Song before = song(library, call.path("songId"));
        return Reply.ok(save(before.id(), call, before.updatedAtMs() + 1));
    }

    /** @param notBeforeMs what follows a version is later than it, whatever the clocks of two nodes say */
    private SongSavedAnswer save(SongId id, Call call, long notBeforeMs) {
        SongDraft draft = SongViews.draft(call.body(SongRequest.class));
        Optional<SongRules.Fault> fault = SongRules.check(draft);
        if (fault.isPresent()) {
            throw ApiErrors.invalid(fault.get().field(), fault.get().message());
        }
        var song = new Song(id, draft, Math.max(clock.now().toEpochMilli(), notBeforeMs));
        if (!Storage.of(() -> library.put(song))) {
            throw Refusals.of(Rejections.limit(
                    "The library has " + SongLibrary.MAX_SONGS + " songs already. Delete some first."));
        }
        return new SongSavedAnswer(SongViews.brief(SongLibrary.Brief.of(song)));
    }

    public Reply delete(Call call) {
        checkManages(call.caller());
        SongId id = songId(call.path("songId"));
        if (!Storage.of(() -> library.delete(id, clock.now().toEpochMilli()))) {
            throw unknown();
        }
        return Reply.ok(new DoneAnswer(true));
    }

    /** Reads only: what comes out is kept by {@code POST /songs}. */
    public Reply read(Call call) {
        checkManages(call.caller());
        ImportRequest request = call.body(ImportRequest.class);
        ImportFormat wanted = request.format();
        SongFormat format =
                wanted == null || wanted == ImportFormat.AUTO ? null : WireEnums.to(SongFormat.class, wanted);
        try {
            SongImport found = formats.read(request.text(), format, request.filename());
            return Reply.ok(new ImportAnswer(
                    found.songs().stream().map(SongViews::imported).toList(), found.warnings()));
        } catch (MalformedSongException e) {
            throw new ApiError(
                    422,
                    "SONG_MALFORMED",
                    String.valueOf(e.getMessage()),
                    Map.of("line", e.line(), "column", e.column()));
        }
    }

    public Reply export(Call call) {
        checkReads(call.caller());
        Song song = song(library, call.path("songId"));
        SongFormat format = SongFormat.of(call.query().getOrDefault("format", SongFormat.CHORDPRO.wireName()))
                .orElseThrow(() -> ApiErrors.invalid(
                        "format", "A song is written as chordpro, openlyrics, openlyrics-0.8 or text."));
        String text = formats.write(song.draft(), format);
        String name = song.draft().title().replaceAll("[^A-Za-z0-9 _-]", "").strip();
        String file = (name.isEmpty() ? "song" : name) + extension(format);
        return new Reply.Bytes(
                200,
                extension(format).equals(".xml") ? "application/xml; charset=utf-8" : "text/plain; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Disposition", "attachment; filename=\"" + file + "\""));
    }

    private static String extension(SongFormat format) {
        return switch (format) {
            case CHORDPRO -> ".cho";
            case OPENLYRICS, OPENLYRICS_0_8 -> ".xml";
            case TEXT -> ".txt";
        };
    }

    /** Whoever is in a session may look; the owner of the hub always. */
    private void checkReads(AccessToken caller) {
        boolean isIn = caller.isOwner()
                || states(caller).stream()
                        .anyMatch(state -> state.roster()
                                .find(caller.userId())
                                .filter(Participant::isAdmitted)
                                .isPresent());
        if (!isIn) {
            throw Refusals.of(Rejections.notAdmitted());
        }
    }

    private void checkManages(AccessToken caller) {
        checkReads(caller);
        List<SessionState> states = states(caller);
        boolean manages = caller.isOwner()
                || states.stream().anyMatch(state -> state.may(caller.userId(), Capability.SONG_MANAGE));
        if (!manages) {
            throw Refusals.of(Rejections.notAllowed(states.getFirst(), caller.userId(), Capability.SONG_MANAGE));
        }
    }

    /** The live session that the token is for. */
    private List<SessionState> states(AccessToken caller) {
        return sessions.of(caller.userId()).stream()
                .filter(writer -> caller.isFor(writer.id()))
                .map(writer -> writer.state())
                .toList();
    }

    static Song song(SongLibrary library, String id) {
        SongId songId = songId(id);
        return Storage.of(() -> library.get(songId)).orElseThrow(SongHandlers::unknown);
    }

    private static SongId songId(String id) {
        if (!SongId.isValid(id)) {
            throw unknown();
        }
        return new SongId(id);
    }

    private static ApiError unknown() {
        return new ApiError(404, "SONG_UNKNOWN", "The library has no such song. It may have been deleted.");
    }
}
