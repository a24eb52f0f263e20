package dev.tutti.wire;

/** What nodes tell each other about voice besides the voice itself: how it travels, and who is in a room. */
public sealed interface VoiceMessage extends Message {
    int MAX_ROOM = 256;
    int MAX_IDENTITY = 1_024;
    int MAX_SID = 64;
    int MAX_PARTICIPANT = 196_608;

    /**
     * From whom this node takes other nodes' voice, and how well it could pass it on; said once a second, and when it changes.
     *
     * @param number one more with each of this boot
     * @param upstream the leader, or the node that relays for it; {@link NodeTag#NONE} at the leader and without one
     * @param hops how many nodes voice from the leader passes on its way here; 0 at the leader, 255 without a way to it
     * @param pathUs what that way costs: half the round trips, and more for loss
     * @param loadPermille how much of what it can relay it relays; more than 1,000 is too much
     * @param signalDb how weak its radio is, −dBm; 0 for a cable, and where it is not known
     */
    record RelayReport(
            long bootId, long number, NodeTag upstream, int hops, long pathUs, int loadPermille, int signalDb)
            implements VoiceMessage {
        public static final int NO_WAY = 255;

        @Override
        public void write(PayloadWriter out) {
            out.i64(bootId).u32(number).with(upstream, NodeTag::write);
            out.u8(hops).u32(pathUs).u16(loadPermille).u8(signalDb);
        }

        static RelayReport read(PayloadReader in) {
            return new RelayReport(in.i64(), in.u32(), NodeTag.read(in), in.u8(), in.u32(), in.u16(), in.u8());
        }
    }

    /**
     * Somebody is in a room through this node, has changed, or is not any more.
     *
     * @param sid of that stay, {@code PA_…}
     * @param present false: gone
     * @param joins it has just come, so that older stays with the same identity are over
     * @param participant LiveKit's ParticipantInfo; empty when gone
     */
    record RoomPresence(
            long bootId, String room, String identity, String sid, boolean present, boolean joins, Octets participant)
            implements VoiceMessage {
        @Override
        public void write(PayloadWriter out) {
            out.i64(bootId).text(room, MAX_ROOM).text(identity, MAX_IDENTITY).text(sid, MAX_SID);
            out.flag(present).flag(joins).octets(participant, MAX_PARTICIPANT);
        }

        static RoomPresence read(PayloadReader in) {
            return new RoomPresence(
                    in.i64(),
                    in.text(MAX_ROOM),
                    in.text(MAX_IDENTITY),
                    in.text(MAX_SID),
                    in.flag(),
                    in.flag(),
                    in.octets(MAX_PARTICIPANT));
        }
    }
}
