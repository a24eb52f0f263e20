package dev.tutti.gateway.signal;

import dev.tutti.gateway.http.Requests;
import dev.tutti.gateway.http.RouteAdapter;
import dev.tutti.media.twirp.RoomServiceAdapter;
import dev.tutti.media.twirp.TwirpAnswer;
import io.javalin.http.Context;

/** {@code POST /twirp/livekit.RoomService/{method}}: bytes in, bytes out; its errors are Twirp's own. */
public final class TwirpAdapter {
    public static final String PATH = "/twirp/livekit.RoomService/{method}";

    private final RoomServiceAdapter rooms;

    public TwirpAdapter(RoomServiceAdapter rooms) {
        this.rooms = rooms;
    }

    public void handle(Context ctx) {
        byte[] body = RouteAdapter.body(ctx, RoomServiceAdapter.MAX_BODY_BYTES);
        TwirpAnswer answer = rooms.handle(ctx.pathParam("method"), ctx.contentType(), Requests.bearer(ctx), body);
        ctx.status(answer.status()).contentType(answer.contentType()).result(answer.body());
    }
}
