using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Setup;

/// <summary>Tables and queue: written, read and cleaned up again; and the clock, by what storage says of the time.</summary>
internal sealed class StorageLinks(StorageProbe probe, TimeProvider time)
{
    // From five minutes on tokens are refused; storage refuses signatures from fifteen.
    private static readonly TimeSpan ClockBroken = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClockNote = TimeSpan.FromSeconds(30);

    public async Task<ImmutableArray<Finding>> TablesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var theirs = await probe.TablesAsync(cancellationToken);
            return [Finding.Works(Said.Of(SetupText.TablesWork)), Clock(theirs)];
        }
        catch (StorageUnavailableException e)
        {
            return [Broken(e, SetupText.TablesAway, SetupText.TablesForbiddenRemedy)];
        }
    }

    public async Task<ImmutableArray<Finding>> QueueAsync(CancellationToken cancellationToken)
    {
        try
        {
            await probe.QueueAsync(cancellationToken);
            return [Finding.Works(Said.Of(SetupText.QueueWorks))];
        }
        catch (StorageUnavailableException e)
        {
            return [Broken(e, SetupText.QueueAway, SetupText.QueueForbiddenRemedy)];
        }
    }

    private Finding Clock(DateTimeOffset? theirs)
    {
        if (theirs is not { } at)
        {
            return Finding.Note(Said.Of(SetupText.ClockUnknown));
        }

        var apart = (time.GetUtcNow() - at).Duration();
        var seconds = ("seconds", apart.TotalSeconds.ToString("0", CultureInfo.InvariantCulture));
        return apart >= ClockBroken ? Finding.Broken(Said.Of(SetupText.ClockApart, seconds), Said.Of(SetupText.ClockRemedy))
            : apart >= ClockNote ? Finding.Note(Said.Of(SetupText.ClockApart, seconds), Said.Of(SetupText.ClockRemedy))
            : Finding.Works(Said.Of(SetupText.ClockWorks, seconds));
    }

    private static Finding Broken(StorageUnavailableException e, SetupText what, SetupText forbidden)
    {
        var remedy = Reason.IsSignIn(e) ? SetupText.StorageSignInRemedy : Reason.IsRefusal(e) ? forbidden : SetupText.StorageAwayRemedy;
        return Finding.Broken(Said.Of(what, ("reason", Reason.Of(e))), Said.Of(remedy));
    }
}
