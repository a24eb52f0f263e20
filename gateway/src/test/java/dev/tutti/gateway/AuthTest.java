package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthTest {
    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void unknownCodeIsNamedInTheRefusal() {
        TestClient.Answer answer = room.hub.client().exchange("K7M4RT", "Noor");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("CODE_UNKNOWN");
        assertThat(answer.at("/error/message"))
                .isEqualTo("No room has the code K7M4RT. Codes change with every session.");
        assertThat(answer.at("/error/requestId")).isNotEmpty().isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void codeIsReadAsPeopleTypeIt() {
        String typed = " " + room.code.substring(0, 3).toLowerCase(Locale.ROOT) + "-" + room.code.substring(3);
        assertThat(room.hub.client().exchange(typed, "Noor").at("/session/id")).isEqualTo(room.session);
    }

    @Test
    void ownerLinkWorksOnce() {
        String code = room.hub.ownerCode();
        assertThat(room.hub.client().exchange(code, "Maya").status()).isEqualTo(200);
        TestClient.Answer again = room.hub.client().exchange(code, "Eve");
        assertThat(again.code()).isEqualTo("CODE_EXPIRED");
        assertThat(again.at("/error/message")).contains("./tutti up --owner-link");
    }

    @Test
    void ofManyWhoOpenTheOwnerLinkAtOnceOneBecomesTheOwner() {
        String code = room.hub.ownerCode();
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> room.hub
                                    .client()
                                    .exchange(code, "Number " + i)
                                    .status(),
                            together))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join))
                    .containsOnlyOnce(200)
                    .containsOnly(200, 410);
        }
    }

    @Test
    void aNewOwnerLinkEndsTheOneBefore() {
        String before = room.hub.ownerCode();
        String now = room.hub.ownerCode();
        assertThat(room.hub.client().exchange(before, "Eve").status()).isEqualTo(410);
        assertThat(room.hub.client().exchange(now, "Maya").status()).isEqualTo(200);
    }

    @Test
    void ownerLinkOutlivesANameThatIsRefused() {
        String code = room.hub.ownerCode();
        assertThat(room.hub.client().exchange(code, "\\u0007").status()).isEqualTo(400);
        assertThat(room.hub.client().exchange(code, "Maya").status()).isEqualTo(200);
    }

    @Test
    void ownerLinkEnds() {
        String code = room.hub.ownerCode();
        room.hub.clock.advance(Duration.ofHours(1));
        assertThat(room.hub.client().exchange(code, "Eve").status()).isEqualTo(410);
    }

    @Test
    void onlyAnOwnerOpensSessions() {
        TestClient guest = room.member("Noor");
        TestClient.Answer answer = guest.post("/session", "{\"name\":\"Mine\",\"kind\":\"lesson\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("OWNER_ONLY");
    }

    @Test
    void discoveredSessionOpensWithoutCode() {
        TestClient guest = room.hub.client();
        String body = "{\"session_id\":\"" + room.session + "\",\"name\":\"Noor\"}";
        TestClient.Answer answer = guest.keep(guest.post("/auth/exchange", body));
        assertThat(answer.at("/grant")).isEqualTo("discovered");
        assertThat(guest.join(room.session).at("/status")).isEqualTo("waiting");
        room.owner.patch(room.path("/settings"), "{\"discoverable\":false}");
        assertThat(room.hub.client().post("/auth/exchange", body).code()).isEqualTo("SESSION_UNKNOWN");
    }

    @Test
    void inviteGivesItsRoleAndIsUsedUp() {
        TestClient.Answer invite = room.owner.post(room.path("/invites"), "{\"role\":\"tech\",\"uses\":1}");
        assertThat(invite.status()).isEqualTo(201);
        assertThat(invite.at("/url")).isEqualTo("https://localhost:8443/j/" + invite.at("/code"));
        TestClient tech = room.hub.client();
        assertThat(tech.exchange(invite.at("/code"), "Sam").at("/grant")).isEqualTo("invite");
        assertThat(tech.join(room.session).at("/participant/role")).isEqualTo("tech");
        assertThat(room.hub.client().exchange(invite.at("/code"), "Eve").status())
                .isEqualTo(410);
    }

    @Test
    void accessTokenEndsAfterAQuarterOfAnHourAndRefreshRenewsIt() {
        TestClient guest = room.member("Noor");
        room.hub.clock.advance(Duration.ofMinutes(15));
        assertThat(guest.get(room.path("/snapshot")).code()).isEqualTo("TOKEN_EXPIRED");
        TestClient.Answer fresh = refresh(guest);
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(fresh.at("/user/id")).isEqualTo(guest.userId);
        guest.keep(fresh);
        assertThat(guest.get(room.path("/snapshot")).status()).isEqualTo(200);
    }

    private static TestClient.Answer refresh(TestClient client) {
        return client.post("/auth/refresh", "{\"refresh_token\":\"" + client.refreshToken + "\"}");
    }

    @Test
    void refreshWhoseAnswerWasLostMayBeRepeated() {
        TestClient guest = room.member("Noor");
        assertThat(refresh(guest).status()).isEqualTo(200);
        TestClient.Answer again = refresh(guest);
        assertThat(again.status()).isEqualTo(200);
        guest.keep(again);
        assertThat(refresh(guest).status()).isEqualTo(200);
    }

    @Test
    void refreshTokenThatWasReplacedLongAgoEndsTheWholeFamily() {
        TestClient guest = room.member("Noor");
        String stolen = guest.refreshToken;
        guest.keep(refresh(guest));
        guest.keep(refresh(guest));
        TestClient thief = room.hub.client();
        thief.refreshToken = stolen;
        assertThat(refresh(thief).code()).isEqualTo("REFRESH_REFUSED");
        assertThat(refresh(guest).code()).isEqualTo("REFRESH_REFUSED");
    }

    @Test
    void refreshIsRefusedToWhoWasRemoved() {
        TestClient guest = room.member("Noor");
        room.owner.delete(room.path("/participants/" + guest.userId));
        assertThat(refresh(guest).status()).isEqualTo(401);
        assertThat(guest.get(room.path("/snapshot")).code()).isEqualTo("NOT_ADMITTED");
    }

    @Test
    void refreshIsRefusedWhenTheSessionHasEnded() {
        TestClient guest = room.member("Noor");
        assertThat(room.owner.post(room.path("/close"), "{}").status()).isEqualTo(200);
        assertThat(refresh(guest).code()).isEqualTo("SESSION_CLOSED");
    }

    @Test
    void refreshTokenOutlivesTheProcess() {
        var store = new MemoryEventStore();
        var facts = new MemoryFactStore();
        try (var before = new TestRoom(new TestHub(TestHub.Wishes.NONE, store, facts))) {
            TestClient guest = before.member("Noor");
            before.hub.close();
            try (var after = new TestHub(TestHub.Wishes.NONE, store, facts)) {
                TestClient again = after.client();
                again.refreshToken = guest.refreshToken;
                assertThat(again.keep(refresh(again)).at("/session/id")).isEqualTo(before.session);
                assertThat(again.get(before.path("/snapshot")).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void tokenOfAnotherSessionDoesNotOpenThisOne() {
        TestClient.Answer other = room.owner.post("/session", "{\"name\":\"Other\",\"kind\":\"shift\"}");
        TestClient guest = room.member("Noor");
        String snapshot = "/session/" + other.at("/session_id") + "/snapshot";
        assertThat(guest.get(snapshot).code()).isEqualTo("NOT_ADMITTED");
        assertThat(guest.join(other.at("/session_id")).status()).isEqualTo(403);
    }

    @Test
    void whoIsKnownKeepsTheirIdWithAnotherCode() {
        TestClient guest = room.member("Noor");
        String id = guest.userId;
        TestClient.Answer other = room.owner.post("/session", "{\"name\":\"Other\",\"kind\":\"shift\"}");
        assertThat(guest.exchange(other.at("/code"), "Noor").at("/user/id")).isEqualTo(id);
    }

    private TestClient.Answer comesAgain(String refreshToken, String code) {
        String body = "{\"code\":\"%s\",\"name\":\"Again\",\"refresh_token\":\"%s\"}".formatted(code, refreshToken);
        return room.hub.client().post("/auth/exchange", body);
    }

    @Test
    void whoComesAgainWithWhatTheDeviceHeldIsTheSamePersonAndNothingMore() {
        TestClient guest = room.member("Noor");
        assertThat(comesAgain(guest.refreshToken, room.code).at("/user/id")).isEqualTo(guest.userId);

        TestClient.Answer owner = comesAgain(room.owner.refreshToken, room.code);
        assertThat(owner.at("/user/id")).isEqualTo(room.owner.userId);
        assertThat(owner.at("/grant")).isEqualTo("code");

        TestClient.Answer stranger = comesAgain(guest.userId + ".nonsense", room.code);
        assertThat(stranger.status()).isEqualTo(200);
        assertThat(stranger.at("/user/id")).isNotEqualTo(guest.userId);
        assertThat(comesAgain(guest.refreshToken, "K7M4RT").code()).isEqualTo("CODE_UNKNOWN");
    }

    @Test
    void forgedTokensAreRefused() throws JOSEException, ParseException {
        TestClient guest = room.member("Noor");
        SignedJWT real = SignedJWT.parse(guest.token);
        JWTClaimsSet claims = real.getJWTClaimsSet();
        String[] parts = guest.token.split("\\.", -1);

        assertRefused(new PlainJWT(claims).serialize());
        assertRefused(signed(real.getHeader(), claims, "another secret, as long as the real one"));
        assertRefused(signed(header(JWSAlgorithm.HS512, "k1", real.getHeader().getType()), claims, SECRET + SECRET));
        assertRefused(signed(header(JWSAlgorithm.HS256, "k2", real.getHeader().getType()), claims, SECRET));
        assertRefused(signed(header(JWSAlgorithm.HS256, "k1", JOSEObjectType.JWT), claims, SECRET));
        assertRefused(parts[0] + "." + parts[1] + "." + parts[2].substring(2));
        assertRefused("x".repeat(10_000));
        assertRefused("");
        assertThat(get(signed(real.getHeader(), claims, SECRET)).status()).isEqualTo(200);
    }

    private static final String SECRET = "a secret of the test, long enough";

    private static JWSHeader header(JWSAlgorithm algorithm, String keyId, JOSEObjectType type) {
        return new JWSHeader.Builder(algorithm).keyID(keyId).type(type).build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, String secret) throws JOSEException {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    private TestClient.Answer get(String token) {
        TestClient client = room.hub.client();
        return client.header("Authorization", "Bearer " + token).get(room.path("/snapshot"));
    }

    private void assertRefused(String token) {
        TestClient.Answer answer = get(token);
        assertThat(answer.status()).as(token).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
}
