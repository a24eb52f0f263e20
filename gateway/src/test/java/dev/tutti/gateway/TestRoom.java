package dev.tutti.gateway;

/** A hub with a session in which the owner is: the usual start of a test. */
final class TestRoom implements AutoCloseable {
    final TestHub hub;
    final TestClient owner;
    final String session;
    final String code;

    TestRoom() {
        this(new TestHub());
    }

    TestRoom(TestHub hub) {
        this(hub, "rehearsal");
    }

    TestRoom(TestHub hub, String kind) {
        this.hub = hub;
        owner = hub.client();
        owner.exchange(hub.ownerCode(), "Maya");
        TestClient.Answer created =
                owner.post("/session", "{\"name\":\"Evening\",\"kind\":\"" + kind + "\",\"discoverable\":true}");
        session = created.at("/session_id");
        code = created.at("/code");
        owner.join(session);
    }

    /** Somebody who has asked to come in. */
    TestClient waiting(String name) {
        TestClient guest = hub.client();
        guest.exchange(code, name);
        guest.join(session);
        return guest;
    }

    /** Somebody who is in. */
    TestClient member(String name) {
        TestClient guest = waiting(name);
        owner.post(path("/participants/" + guest.userId + "/approve"), "{}");
        return guest;
    }

    String path(String below) {
        return "/session/" + session + below;
    }

    @Override
    public void close() {
        hub.close();
    }
}
