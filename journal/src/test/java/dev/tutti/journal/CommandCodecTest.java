package dev.tutti.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.CountIn;
import dev.tutti.session.CreateSession;
import dev.tutti.session.CueCommand;
import dev.tutti.session.CueKind;
import dev.tutti.session.Grant;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.PlannedItem;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SettingsPatch;
import dev.tutti.session.SlotCommand;
import dev.tutti.session.SlotName;
import dev.tutti.session.SlotPlace;
import dev.tutti.session.TempoCommand;
import dev.tutti.session.TempoRun;
import dev.tutti.session.VoiceWay;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.TimeSignature;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommandCodecTest {
    private static final UserId NOOR = new UserId("noor");
    private static final InviteCode INVITE = InviteCode.draw(Entropy.seeded(1));
    private static final Song SONG = new Song(
            new SongId("song"),
            new SongDraft("Molly", "Trad.", "F#m", 92.5, TimeSignature.SIX_EIGHT, 185, "Softly", Samples.CHART),
            7);
    private static final SlotPlace PLACE = new SlotPlace(new SlotName("keys"), new SongId("song"));

    private final CommandCodec codec = new CommandCodec();

    private static List<Command> commands() {
        return List.of(
                new Command.Join("Noor", new Grant.Owner()),
                new Command.Join("Noor", new Grant.Invite(INVITE)),
                new Command.Join("Noor", new Grant.Code()),
                new Command.Join("Noor", new Grant.Discovered()),
                new Command.Approve(NOOR, null),
                new Command.Refuse(NOOR),
                new Command.Remove(NOOR, List.of(INVITE)),
                new Command.Leave(),
                new Command.ChangeRole(NOOR, "md"),
                new Command.Rename("Noor Ä"),
                new Command.CreateInvite("md", 60, null),
                new Command.RevokeInvite(INVITE),
                new Command.RotateCode(),
                new Command.CreateChannel(ChannelSpec.named("Crew")),
                new Command.ChangeChannel(new ChannelId("c"), ChannelSpec.named("Crew")),
                new Command.DeleteChannel(new ChannelId("c")),
                new Command.ChangeSettings(new SettingsPatch("Band", Admission.OPEN, null, null, 7, VoiceWay.MESH)),
                new Command.Close(),
                new Command.RecordFloorGranted(new ChannelId("c"), new Fence(1, -2, 3), true),
                new Command.RecordFloorReleased(new ChannelId("c"), new Fence(1, -2, 3), 90, "released"),
                new SlotCommand.AssignSlot(NOOR, PLACE),
                new SlotCommand.ReleaseSlot(PLACE),
                new SlotCommand.ClaimSlot(PLACE),
                new SlotCommand.RefuseClaim(NOOR, PLACE),
                new SlotCommand.DefineSlot(new SlotName("keys"), "Keys"),
                new SlotCommand.RemoveSlot(new SlotName("keys")),
                new SetlistCommand.ReplaceSetlist(List.of(
                        new PlannedItem.Kept(new ItemId("i"), ItemOverrides.NONE),
                        new PlannedItem.Added(SONG, new ItemOverrides("D", 72.5, null, NOOR, "soft")))),
                new SetlistCommand.InsertSong(SONG, null),
                new SetlistCommand.ChangeItem(
                        new ItemId("i"),
                        new SetlistCommand.ItemPatch("D", null, null, null, null, Set.of(SetlistCommand.Field.BPM)),
                        SONG),
                new SetlistCommand.MoveItem(new ItemId("i"), new ItemId("j")),
                new SetlistCommand.RemoveItem(new ItemId("i")),
                new SetlistCommand.RestoreItem(new ItemId("i")),
                new SetlistCommand.SelectItem(new ItemId("i")),
                new SetlistCommand.StepSong(true),
                new CueCommand.SendCue(CueKind.CHORUS, "now", 2),
                new TempoCommand.ChangeTempo(TempoCommand.Patch.bpm(91.25), true, 9L),
                new TempoCommand.UndoTempoChange(),
                new TempoCommand.StartTempo(new TempoRun.CountingIn(2, CountIn.CLICK), null, 1),
                new TempoCommand.StopTempo(false, 4L),
                new TempoCommand.HandOverTempo(NOOR, null),
                new TempoCommand.LoseTempoAuthority());
    }

    /** The writer decides what was wanted; a repeated key is known by the text of its command. */
    @Test
    void everyCommandIsTheSameAfterTheWay() {
        for (Command command : commands()) {
            var read = codec.read(codec.name(command), codec.body(command));

            assertThat(read).contains(command);
            assertThat(read.orElseThrow()).hasToString(command.toString());
        }
    }

    @Test
    void noCommandIsMissingHere() {
        Set<Class<?>> tried = commands().stream().map(Object::getClass).collect(Collectors.toSet());

        assertThat(tried).containsAll(leaves(Command.class));
    }

    private static List<Class<?>> leaves(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null
                ? List.of(type)
                : Arrays.stream(permitted).flatMap(one -> leaves(one).stream()).toList();
    }

    @Test
    void aNewSessionIsTheSameAfterTheWay() {
        var command = new CreateSession("Band", SessionKind.REHEARSAL, Admission.APPROVAL, true, "Owner");

        assertThat(codec.readCreate(codec.body(command))).contains(command);
    }

    @Test
    void whatANewerVersionWantsIsNotGuessed() {
        assertThat(codec.read("dance", "{}")).isEmpty();
        assertThat(codec.read("rename", "[")).isEmpty();
        assertThat(codec.read("approve", "{\"user_id\":\"not an id!\"}")).isEmpty();
    }

    @Test
    void aRefusalKeepsItsCodeItsSentenceAndItsDetails() {
        var rejection =
                Rejection.of(RejectionCode.SLOT_CONFLICT, "Noor has it.").detail("user_id", "noor");

        assertThat(codec.rejection(rejection.code().name(), codec.why(rejection)))
                .isEqualTo(rejection);
        assertThat(codec.rejection("NEWER", "just a sentence").code()).isEqualTo(RejectionCode.INTERNAL);
        assertThat(codec.rejection("BUSY", "just a sentence").message()).isEqualTo("just a sentence");
    }
}
