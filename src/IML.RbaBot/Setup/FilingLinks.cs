using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Setup;

/// <summary>Filing: the place is written to and read, with one small file of its own that the next check replaces.</summary>
internal sealed class FilingLinks(FilingPlaces places, TimeProvider time)
{
    public const string File = "installation-check.txt";

    public async Task<ImmutableArray<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        if (places.Place is not { } place)
        {
            return [Finding.Note(Said.Of(SetupText.FilingNone), Said.Of(SetupText.FilingNoneRemedy))];
        }

        // Whoever finds the file should know what it is; the random part tells this check's file from another's of the same second.
        var content = string.Create(
            CultureInfo.InvariantCulture,
            $"Written by the rights screening bot's installation check, {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC ({Guid.NewGuid():N}). It may be deleted.\n");
        return [await place.TryAsync(File, Encoding.UTF8.GetBytes(content), cancellationToken) switch
        {
            FilingOutcome.Filed filed => Finding.Works(Said.Of(SetupText.FilingWorks, ("location", filed.Location))),
            FilingOutcome.Hindered hindered => Broken(hindered),
            _ => throw new InvalidOperationException("Filing succeeds or is hindered."),
        }];
    }

    private static Finding Broken(FilingOutcome.Hindered hindered)
    {
        var (what, remedy) = TextsOf(hindered.Obstacle);
        return Finding.Broken(Said.Of(what, ("detail", hindered.Detail ?? "–"), ("file", File)), Said.Of(remedy));
    }

    private static (SetupText What, SetupText Remedy) TextsOf(FilingObstacle obstacle) => obstacle switch
    {
        FilingObstacle.NoPlace => (SetupText.FilingNone, SetupText.FilingNoneRemedy),
        FilingObstacle.Busy => (SetupText.FilingBusy, SetupText.FilingBusyRemedy),
        FilingObstacle.Unreachable => (SetupText.FilingUnreachable, SetupText.FilingUnreachableRemedy),
        FilingObstacle.Locked => (SetupText.FilingLocked, SetupText.FilingLockedRemedy),
        FilingObstacle.Changed => (SetupText.FilingChanged, SetupText.FilingChangedRemedy),
        FilingObstacle.CannotSignIn => (SetupText.FilingCannotSignIn, SetupText.FilingCannotSignInRemedy),
        FilingObstacle.NotPermitted => (SetupText.FilingNotPermitted, SetupText.FilingNotPermittedRemedy),
        FilingObstacle.ReadOnly => (SetupText.FilingReadOnly, SetupText.FilingReadOnlyRemedy),
        FilingObstacle.SiteMissing => (SetupText.FilingSiteMissing, SetupText.FilingSiteMissingRemedy),
        FilingObstacle.LibraryMissing => (SetupText.FilingLibraryMissing, SetupText.FilingLibraryMissingRemedy),
        FilingObstacle.ColumnMissing => (SetupText.FilingColumnMissing, SetupText.FilingColumnMissingRemedy),
        FilingObstacle.ColumnOfAnotherType => (SetupText.FilingColumnOfAnotherType, SetupText.FilingColumnOfAnotherTypeRemedy),
        FilingObstacle.Full => (SetupText.FilingFull, SetupText.FilingFullRemedy),
        FilingObstacle.FolderNotWritable => (SetupText.FilingFolderNotWritable, SetupText.FilingFolderNotWritableRemedy),
        FilingObstacle.Refused => (SetupText.FilingRefused, SetupText.FilingRefusedRemedy),
        _ => throw new InvalidOperationException($"No text for the obstacle {obstacle}."),
    };
}
