package dev.tutti.gateway.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One route as data: what is matched, who may, what goes in and comes out. Javalin's routes and {@code /openapi.json}
 * are both made from it.
 *
 * @param path with {@code {names}}
 * @param changes whether it changes something: then it wants an Idempotency-Key
 * @param answer a record of the wire, or null when {@code contentType} is not JSON
 * @param limit which limit per address applies
 * @param forListeners a token that went over plain HTTP is enough, although the route changes something
 * @param refusals {@code status CODE} pairs beyond those that every such route has
 */
public record Route(
        Method method,
        String path,
        String name,
        String summary,
        Access access,
        @Nullable Class<?> body,
        int maxBodyBytes,
        boolean changes,
        int status,
        @Nullable Class<?> answer,
        String contentType,
        List<String> query,
        @Nullable RateLimit limit,
        boolean forListeners,
        List<String> refusals,
        Handler handler) {

    /** What is done with a request that got this far. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call);
    }

    /** The methods in use. */
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    /** Who may call; what a role may do inside a session is decided by the session itself. */
    public enum Access {
        /** Anybody. */
        PUBLIC,
        /** Anybody; a token, when there is one, is checked and used. */
        KNOWN_OR_NOT,
        /** Whoever looks after the hub: see {@link Operators}. */
        OPERATOR,
        /** Whoever has an access token. */
        USER,
        /** The owner of the hub. */
        OWNER,
        /** The owner of the hub, or a program that shows the secret of the hub's data folder. */
        KEEPER
    }

    boolean mutates() {
        return changes;
    }

    /** Who heard a token on the network may listen with it and change nothing. */
    boolean refusesListeners() {
        return mutates() && !forListeners;
    }

    boolean needsToken() {
        return access == Access.USER || access == Access.OWNER || access == Access.KEEPER;
    }

    public static Draft get(String path, String name, String summary) {
        return new Draft(Method.GET, path, name, summary);
    }

    public static Draft post(String path, String name, String summary) {
        return new Draft(Method.POST, path, name, summary);
    }

    public static Draft put(String path, String name, String summary) {
        return new Draft(Method.PUT, path, name, summary);
    }

    public static Draft patch(String path, String name, String summary) {
        return new Draft(Method.PATCH, path, name, summary);
    }

    public static Draft delete(String path, String name, String summary) {
        return new Draft(Method.DELETE, path, name, summary);
    }

    /** A route being declared; by default it needs a token and answers 200. */
    public static final class Draft {
        private final Method method;
        private final String path;
        private final String name;
        private final String summary;
        private final List<String> query = new ArrayList<>();
        private final List<String> refusals = new ArrayList<>();
        private Access access = Access.USER;
        private @Nullable Class<?> body;
        private int maxBodyBytes = 64 * 1024;
        private boolean changes;
        private int status = 200;
        private @Nullable Class<?> answer;
        private String contentType = "application/json";
        private @Nullable RateLimit limit;
        private boolean forListeners;

        private Draft(Method method, String path, String name, String summary) {
            this.method = method;
            this.path = path;
            this.name = name;
            this.summary = summary;
            changes = method != Method.GET;
        }

        public Draft access(Access who) {
            access = who;
            return this;
        }

        public Draft takes(Class<?> recordType) {
            body = recordType;
            return this;
        }

        public Draft upTo(int bodyBytes) {
            maxBodyBytes = bodyBytes;
            return this;
        }

        /** It only needs a body to say what it wants. */
        public Draft changesNothing() {
            changes = false;
            return this;
        }

        public Draft answers(Class<?> recordType) {
            answer = recordType;
            return this;
        }

        public Draft creates(Class<?> recordType) {
            status = 201;
            return answers(recordType);
        }

        public Draft answersWith(String otherContentType) {
            contentType = otherContentType;
            return this;
        }

        public Draft query(String parameter) {
            query.add(parameter);
            return this;
        }

        public Draft limited(RateLimit by) {
            limit = by;
            return this;
        }

        public Draft forListenersToo() {
            forListeners = true;
            return this;
        }

        public Draft refuses(int withStatus, String code) {
            refusals.add(withStatus + " " + code);
            return this;
        }

        public Route by(Handler handler) {
            return new Route(
                    method,
                    path,
                    name,
                    summary,
                    access,
                    body,
                    maxBodyBytes,
                    changes,
                    status,
                    answer,
                    contentType,
                    List.copyOf(query),
                    limit,
                    forListeners,
                    List.copyOf(refusals),
                    handler);
        }
    }
}
