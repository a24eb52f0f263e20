package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.client.LiveKitMember;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.hub.AccessTokens;
import dev.tutti.benchmarks.hub.HubProcess;
import dev.tutti.benchmarks.hub.ProcessCpu;
import dev.tutti.media.lightclient.LightClientListener;
import dev.tutti.media.lightclient.LightClients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A plain room of the hub: one talker, light clients as listeners. */
final class HubArm implements Arm, AutoCloseable {
    private final ProcessCpu cpu;
    private final Arrivals arrivals;
    private final LiveKitMember talker;
    private final List<LiveKitMember> listeners;

    private HubArm(ProcessCpu cpu, Arrivals arrivals, LiveKitMember talker, List<LiveKitMember> listeners) {
        this.cpu = cpu;
        this.arrivals = arrivals;
        this.talker = talker;
        this.listeners = List.copyOf(listeners);
    }

    static HubArm join(HubProcess hub, LightClients media, WebSocketLoop loop, int count, long ssrc)
            throws IOException, InterruptedException {
        String room = "bench-" + count;
        var arrivals = new Arrivals();
        var talker = LiveKitMember.join(
                media, loop, hub.webSocket(), AccessTokens.forRoom(room, "talker", true), new LightClientListener() {});
        talker.publish(ssrc);
        var listeners = new ArrayList<LiveKitMember>();
        for (int i = 0; i < count; i++) {
            String token = AccessTokens.forRoom(room, "listener-" + i, false);
            listeners.add(LiveKitMember.join(media, loop, hub.webSocket(), token, arrivals));
        }
        for (LiveKitMember listener : listeners) {
            listener.awaitSubscriber();
        }
        return new HubArm(new ProcessCpu(hub.pid()), arrivals, talker, listeners);
    }

    /** LiveKit clients ping, or the hub takes them for gone. */
    void ping(long nowMs) {
        talker.ping(nowMs);
        listeners.forEach(listener -> listener.ping(nowMs));
    }

    @Override
    public int listeners() {
        return listeners.size();
    }

    @Override
    public void send(byte[] packet) {
        talker.send(packet);
    }

    @Override
    public Samples takeArrivals() {
        return arrivals.take();
    }

    @Override
    public ProcessCpu serverCpu() {
        return cpu;
    }

    @Override
    public void close() {
        listeners.forEach(LiveKitMember::close);
        talker.close();
    }
}
