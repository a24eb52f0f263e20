package dev.tutti.gateway;

import static dev.tutti.gateway.http.Route.delete;
import static dev.tutti.gateway.http.Route.get;
import static dev.tutti.gateway.http.Route.patch;
import static dev.tutti.gateway.http.Route.post;
import static dev.tutti.gateway.http.Route.put;

import dev.tutti.gateway.http.Route;
import dev.tutti.gateway.sessions.CueHandlers;
import dev.tutti.gateway.sessions.MetricsHandlers;
import dev.tutti.gateway.sessions.PreflightHandlers;
import dev.tutti.gateway.sessions.SetlistHandlers;
import dev.tutti.gateway.sessions.SlotHandlers;
import dev.tutti.gateway.sessions.SongHandlers;
import dev.tutti.gateway.wire.ChartMessages.ChartAnswer;
import dev.tutti.gateway.wire.CueMessages.CueAnswer;
import dev.tutti.gateway.wire.CueMessages.CueRequest;
import dev.tutti.gateway.wire.MetricsMessages.MetricsAnswer;
import dev.tutti.gateway.wire.ParticipantFrames.MetricsSample;
import dev.tutti.gateway.wire.PreflightMessages.PreflightAnswer;
import dev.tutti.gateway.wire.PreflightMessages.PreflightRunAnswer;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.gateway.wire.SetlistMessages.CurrentSongAnswer;
import dev.tutti.gateway.wire.SetlistMessages.CurrentSongRequest;
import dev.tutti.gateway.wire.SetlistMessages.SetlistAnswer;
import dev.tutti.gateway.wire.SetlistMessages.SetlistInsertRequest;
import dev.tutti.gateway.wire.SetlistMessages.SetlistItemAnswer;
import dev.tutti.gateway.wire.SetlistMessages.SetlistItemPatch;
import dev.tutti.gateway.wire.SetlistMessages.SetlistMoveRequest;
import dev.tutti.gateway.wire.SetlistMessages.SetlistRequest;
import dev.tutti.gateway.wire.SlotMessages.SlotAnswer;
import dev.tutti.gateway.wire.SlotMessages.SlotAssignRequest;
import dev.tutti.gateway.wire.SlotMessages.SlotClaimAnswer;
import dev.tutti.gateway.wire.SlotMessages.SlotPlaceRequest;
import dev.tutti.gateway.wire.SlotMessages.SlotRequest;
import dev.tutti.gateway.wire.SongMessages.ImportAnswer;
import dev.tutti.gateway.wire.SongMessages.ImportRequest;
import dev.tutti.gateway.wire.SongMessages.SongAnswer;
import dev.tutti.gateway.wire.SongMessages.SongListAnswer;
import dev.tutti.gateway.wire.SongMessages.SongRequest;
import dev.tutti.gateway.wire.SongMessages.SongSavedAnswer;
import java.util.List;
import java.util.stream.Stream;

/** The routes of a rehearsal: slots, songs, setlist, cues, preflight. */
final class RehearsalRoutes {
    private static final String ROLES = "/session/{id}/roles";
    private static final String ITEMS = "/session/{id}/setlist/items";
    private static final String ITEM = ITEMS + "/{itemId}";
    private static final String SONG = "/songs/{songId}";

    /** A chart as JSON is a few times its text. */
    private static final int SONG_BYTES = 512 * 1024;
    /** The longest text, with room for JSON's escapes. */
    private static final int IMPORT_BYTES = 1024 * 1024;

    private RehearsalRoutes() {}

    /** Who does the work. */
    record Handlers(
            SlotHandlers slots,
            SongHandlers songs,
            SetlistHandlers setlist,
            CueHandlers cues,
            PreflightHandlers preflight,
            MetricsHandlers metrics) {}

    static List<Route> routes(Handlers h) {
        return Stream.of(
                        slots(h.slots),
                        songs(h.songs),
                        setlist(h.setlist),
                        charts(h.setlist),
                        signals(h.cues, h.preflight),
                        metrics(h.metrics))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Route> slots(SlotHandlers slots) {
        return List.of(
                post(ROLES + "/assign", "assignSlot", "Fills a slot, for the session or for one song")
                        .takes(SlotAssignRequest.class)
                        .answers(DoneAnswer.class)
                        .refuses(404, "SLOT_UNKNOWN")
                        .refuses(404, "SONG_UNKNOWN")
                        .refuses(409, "SLOT_CONFLICT")
                        .by(slots::assign),
                post(ROLES + "/release", "releaseSlot", "Frees a slot, or takes one's own claim back")
                        .takes(SlotPlaceRequest.class)
                        .answers(DoneAnswer.class)
                        .refuses(404, "SLOT_UNKNOWN")
                        .refuses(404, "SONG_UNKNOWN")
                        .by(slots::release),
                post(ROLES + "/claim", "claimSlot", "Asks to fill a slot; who may assign fills it at once")
                        .takes(SlotPlaceRequest.class)
                        .answers(SlotClaimAnswer.class)
                        .refuses(404, "SLOT_UNKNOWN")
                        .refuses(404, "SONG_UNKNOWN")
                        .refuses(409, "SLOT_CONFLICT")
                        .by(slots::claim),
                post(ROLES + "/refuse", "refuseClaim", "Says no to somebody who asks for a slot")
                        .takes(SlotAssignRequest.class)
                        .answers(DoneAnswer.class)
                        .refuses(404, "SLOT_UNKNOWN")
                        .refuses(404, "SONG_UNKNOWN")
                        .by(slots::refuse),
                post(ROLES + "/slots", "defineSlot", "Makes a slot of the session's own")
                        .takes(SlotRequest.class)
                        .creates(SlotAnswer.class)
                        .by(slots::define),
                delete(ROLES + "/slots/{slotName}", "removeSlot", "Removes a slot of the session's own, and frees it")
                        .answers(DoneAnswer.class)
                        .refuses(404, "SLOT_UNKNOWN")
                        .by(slots::remove));
    }

    private static List<Route> songs(SongHandlers songs) {
        return List.of(
                get("/songs", "listSongs", "Songs of the library by title, those with all words of q")
                        .query("q")
                        .query("after")
                        .query("limit")
                        .answers(SongListAnswer.class)
                        .refuses(400, "VALUE_INVALID")
                        .refuses(403, "NOT_ADMITTED")
                        .refuses(404, "SONG_UNKNOWN")
                        .by(songs::list),
                get(SONG, "getSong", "A song with its chart")
                        .answers(SongAnswer.class)
                        .refuses(403, "NOT_ADMITTED")
                        .refuses(404, "SONG_UNKNOWN")
                        .by(songs::get),
                changing(post("/songs", "createSong", "Puts a song into the library"))
                        .takes(SongRequest.class)
                        .upTo(SONG_BYTES)
                        .creates(SongSavedAnswer.class)
                        .refuses(409, "LIMIT_REACHED")
                        .by(songs::create),
                changing(put(SONG, "changeSong", "The song as it is from now on; setlists keep what they have"))
                        .takes(SongRequest.class)
                        .upTo(SONG_BYTES)
                        .answers(SongSavedAnswer.class)
                        .refuses(404, "SONG_UNKNOWN")
                        .by(songs::change),
                changing(delete(SONG, "deleteSong", "Takes a song out of the library; setlists keep what they have"))
                        .answers(DoneAnswer.class)
                        .refuses(404, "SONG_UNKNOWN")
                        .by(songs::delete),
                changing(post("/songs/import", "importSongs", "Reads ChordPro, OpenLyrics or text; keeps nothing yet"))
                        .takes(ImportRequest.class)
                        .upTo(IMPORT_BYTES)
                        .changesNothing()
                        .answers(ImportAnswer.class)
                        .refuses(422, "SONG_MALFORMED")
                        .by(songs::read),
                get(
                                SONG + "/export",
                                "exportSong",
                                "A song as a file: format is chordpro, openlyrics (0.9), openlyrics-0.8 or text")
                        .query("format")
                        .answersWith("text/plain")
                        .refuses(400, "VALUE_INVALID")
                        .refuses(403, "NOT_ADMITTED")
                        .refuses(404, "SONG_UNKNOWN")
                        .by(songs::export));
    }

    /** What every change of the library may be answered. */
    private static Route.Draft changing(Route.Draft draft) {
        return draft.refuses(400, "VALUE_INVALID")
                .refuses(403, "NOT_ADMITTED")
                .refuses(403, "NOT_ALLOWED")
                .refuses(403, "LISTEN_ONLY")
                .refuses(503, "STORAGE_FULL")
                .refuses(503, "STORAGE_FAILED");
    }

    private static List<Route> setlist(SetlistHandlers setlist) {
        return List.of(
                put(
                                ITEMS,
                                "replaceSetlist",
                                "The whole setlist, of entries that are there or went lately and songs of the library")
                        .takes(SetlistRequest.class)
                        .answers(SetlistAnswer.class)
                        .refuses(404, "SONG_UNKNOWN")
                        .refuses(404, "ITEM_UNKNOWN")
                        .by(setlist::replace),
                post(ITEMS, "insertSong", "Adds a song of the library, also while another is played")
                        .takes(SetlistInsertRequest.class)
                        .creates(SetlistItemAnswer.class)
                        .refuses(404, "SONG_UNKNOWN")
                        .refuses(404, "ITEM_UNKNOWN")
                        .by(setlist::insert),
                get("/session/{id}/setlist", "setlist", "The songs in their order, and which one is played")
                        .answers(SetlistAnswer.class)
                        .by(setlist::setlist),
                patch(ITEM, "changeSetlistItem", "What this time is otherwise than in the song")
                        .takes(SetlistItemPatch.class)
                        .answers(SetlistItemAnswer.class)
                        .refuses(404, "SONG_UNKNOWN")
                        .refuses(404, "ITEM_UNKNOWN")
                        .by(setlist::change),
                delete(ITEM, "removeSetlistItem", "Takes an entry out; slots of its song become free")
                        .answers(DoneAnswer.class)
                        .refuses(404, "ITEM_UNKNOWN")
                        .by(setlist::remove),
                post(
                                ITEM + "/restore",
                                "restoreSetlistItem",
                                "Takes a removal back: the entry as it was, with its slots")
                        .answers(SetlistItemAnswer.class)
                        .refuses(404, "ITEM_UNKNOWN")
                        .refuses(409, "LIMIT_REACHED")
                        .by(setlist::restore),
                post(ITEM + "/move", "moveSetlistItem", "Behind another entry, or to the front")
                        .takes(SetlistMoveRequest.class)
                        .answers(DoneAnswer.class)
                        .refuses(404, "ITEM_UNKNOWN")
                        .by(setlist::move),
                post("/session/{id}/setlist/current", "selectSong", "Plays another song: tempo and slots move with it")
                        .takes(CurrentSongRequest.class)
                        .answers(CurrentSongAnswer.class)
                        .refuses(404, "ITEM_UNKNOWN")
                        .refuses(409, "SETLIST_ENDS")
                        .by(setlist::current));
    }

    private static List<Route> charts(SetlistHandlers setlist) {
        return List.of(
                get("/session/{id}/charts/{chartId}", "getChart", "The chart of a song in the setlist; never changes")
                        .answers(ChartAnswer.class)
                        .refuses(404, "CHART_UNKNOWN")
                        .by(setlist::chart));
    }

    private static List<Route> metrics(MetricsHandlers metrics) {
        String path = "/session/{id}/metrics";
        return List.of(
                get(path, "sessionMetrics", "How everybody's link and click are, the newest of each device")
                        .answers(MetricsAnswer.class)
                        .by(metrics::newest),
                post(path, "reportMetrics", "What metrics.report is on /ws: how the caller's link and click are")
                        .forListenersToo()
                        .takes(MetricsSample.class)
                        .answers(DoneAnswer.class)
                        .by(metrics::report));
    }

    private static List<Route> signals(CueHandlers cues, PreflightHandlers preflight) {
        return List.of(
                post("/session/{id}/cues", "sendCue", "A silent signal to everybody, at once or at the start of a bar")
                        .takes(CueRequest.class)
                        .creates(CueAnswer.class)
                        .by(cues::send),
                post("/session/{id}/preflight", "startPreflight", "Has every connected device measure itself")
                        .answers(PreflightAnswer.class)
                        .by(preflight::start),
                get("/session/{id}/preflight", "preflight", "What the newest check has found so far")
                        .answers(PreflightRunAnswer.class)
                        .refuses(410, "SESSION_CLOSED")
                        .by(preflight::newest));
    }
}
