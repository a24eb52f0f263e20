package dev.tutti.session;

import org.jspecify.annotations.Nullable;

/** Wanted changes of the settings; null leaves a setting as it is. */
public record SettingsPatch(
        @Nullable String name,
        @Nullable Admission admission,
        @Nullable Boolean discoverable,
        @Nullable Ducking ducking,
        @Nullable Integer talkLimitS,
        @Nullable VoiceWay voice) {}
