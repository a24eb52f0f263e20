package dev.tutti.media.token;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verified (or not yet signed) access token.
 *
 * @param apiKey the issuer, whose secret signs it
 * @param kind what the participant is ({@code standard}, {@code agent}…), null for standard
 * @param sha256 the hash of a webhook's body, only in tokens that sign one
 */
public record AccessToken(
        String apiKey,
        @Nullable String identity,
        @Nullable String name,
        @Nullable String metadata,
        Map<String, String> attributes,
        @Nullable String kind,
        VideoGrants grants,
        @Nullable String sha256,
        Instant expiresAt) {
    public AccessToken {
        attributes = Map.copyOf(attributes);
    }

    /** A token that admits one identity to what the grants say. */
    public static AccessToken of(String apiKey, String identity, VideoGrants grants, Instant expiresAt) {
        return new AccessToken(apiKey, identity, null, null, Map.of(), null, grants, null, expiresAt);
    }

    public AccessToken named(@Nullable String displayName) {
        return new AccessToken(apiKey, identity, displayName, metadata, attributes, kind, grants, sha256, expiresAt);
    }

    public AccessToken describedBy(@Nullable String newMetadata, Map<String, String> newAttributes) {
        return new AccessToken(apiKey, identity, name, newMetadata, newAttributes, kind, grants, sha256, expiresAt);
    }

    public AccessToken signingBody(String bodySha256) {
        return new AccessToken(apiKey, identity, name, metadata, attributes, kind, grants, bodySha256, expiresAt);
    }
}
