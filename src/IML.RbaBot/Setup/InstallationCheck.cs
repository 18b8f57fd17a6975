using System.Collections.Immutable;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Setup;

/// <summary>
/// Tries every link that the bot hangs on, each by itself and all at the same time, so that one that does not answer hides none of
/// the others. For <c>setup</c> in the chat and <c>doctor</c> at the shell.
/// </summary>
internal sealed class InstallationCheck(
    StorageLinks storage, ChannelLinks channel, PeopleLinks people, LanguageLinks languages, TimeProvider time)
{
    // Teams waits ten seconds for the answer to `setup`.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    /// <summary>What was found, in the order in which an administrator mends things.</summary>
    public async Task<ImmutableArray<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        Task<ImmutableArray<Finding>>[] checks =
        [
            BoundedAsync(storage.TablesAsync, SetupText.TablesAway, SetupText.StorageAwayRemedy, cancellationToken),
            BoundedAsync(storage.QueueAsync, SetupText.QueueAway, SetupText.StorageAwayRemedy, cancellationToken),
            BoundedAsync(channel.TokenAsync, SetupText.TokenBroken, SetupText.TokenRemedy, cancellationToken),
            BoundedAsync(channel.KeysAsync, SetupText.KeysBroken, SetupText.KeysRemedy, cancellationToken),
            BoundedAsync(people.FocalPointsAsync, SetupText.PeopleUnknown, SetupText.StorageAwayRemedy, cancellationToken),
            BoundedAsync(people.AlertsChannelAsync, SetupText.ChannelUnknown, SetupText.StorageAwayRemedy, cancellationToken),
            BoundedAsync(people.UndeliverableAsync, SetupText.UndeliverableUnknown, SetupText.StorageAwayRemedy, cancellationToken),
            Task.FromResult(languages.Check()),
        ];
        return [.. (await Task.WhenAll(checks)).SelectMany(findings => findings)];
    }

    /// <summary>A link that does not answer in time, or storage that is away behind it, is a finding like any other.</summary>
    private async Task<ImmutableArray<Finding>> BoundedAsync(
        Func<CancellationToken, Task<ImmutableArray<Finding>>> check, SetupText broken, SetupText remedy, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // Azure.Identity looks for a managed identity for longer than anybody waits, and does not always heed the token.
            return await check(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Broken(Said.Of(broken, ("reason", $"no answer within {Longest.TotalSeconds:0} s")), Said.Of(remedy))];
        }
        catch (Exception e) when (e is StorageUnavailableException or ConnectorException)
        {
            return [Finding.Broken(Said.Of(broken, ("reason", e.Message)), Said.Of(remedy))];
        }
    }
}
