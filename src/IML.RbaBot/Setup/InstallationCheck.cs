using System.Collections.Immutable;
using Azure;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Setup;

/// <summary>
/// Tries every link that the bot hangs on, each by itself and all at the same time, so that one that does not answer hides none of
/// the others. For <c>setup</c> in the chat and <c>doctor</c> at the shell.
/// </summary>
internal sealed class InstallationCheck(
    StorageLinks storage, ChannelLinks channel, PeopleLinks people, FilingLinks filing, RetentionLinks retention, LanguageLinks languages, TimeProvider time)
{
    /// <summary>Teams waits ten seconds for the answer to <c>setup</c>.</summary>
    public static readonly TimeSpan LongestInChat = TimeSpan.FromSeconds(6);

    /// <summary>At the shell a service that asks for a pause of some seconds is heard out, so that it is told from one that is away.</summary>
    public static readonly TimeSpan LongestAtShell = TimeSpan.FromSeconds(15);

    /// <summary>What was found, in the order in which an administrator mends things.</summary>
    /// <param name="longest">A link that has not answered by then counts as broken.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ImmutableArray<Finding>> RunAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        Task<ImmutableArray<Finding>>[] checks =
        [
            BoundedAsync(longest, storage.TablesAsync, SetupText.TablesAway, SetupText.StorageAwayRemedy, cancellationToken),
            BoundedAsync(longest, storage.QueueAsync, SetupText.QueueAway, SetupText.StorageAwayRemedy, cancellationToken),
            BoundedAsync(longest, channel.TokenAsync, SetupText.TokenBroken, SetupText.TokenRemedy, cancellationToken),
            BoundedAsync(longest, channel.KeysAsync, SetupText.KeysBroken, SetupText.KeysRemedy, cancellationToken),

            // These are looked up in the tables: without them there is nothing to mend here.
            BoundedAsync(longest, people.FocalPointsAsync, SetupText.PeopleUnknown, null, cancellationToken),
            BoundedAsync(longest, people.AlertsChannelAsync, SetupText.ChannelUnknown, null, cancellationToken),
            BoundedAsync(longest, people.UndeliverableAsync, SetupText.UndeliverableUnknown, null, cancellationToken),
            BoundedAsync(longest, filing.CheckAsync, SetupText.FilingAway, SetupText.FilingAwayRemedy, cancellationToken),
            BoundedAsync(longest, retention.CheckAsync, SetupText.RetentionUnknown, null, cancellationToken),
            Task.FromResult(languages.Check()),
        ];
        return [.. (await Task.WhenAll(checks)).SelectMany(findings => findings)];
    }

    /// <summary>A link that does not answer in time, or something that is away behind it, is a finding like any other.</summary>
    private async Task<ImmutableArray<Finding>> BoundedAsync(
        TimeSpan longest,
        Func<CancellationToken, Task<ImmutableArray<Finding>>> check,
        SetupText broken,
        SetupText? remedy,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // Azure.Identity looks for a managed identity for longer than anybody waits, and does not always heed the token.
            return await check(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Of($"no answer within {longest.TotalSeconds:0} s")];
        }
        catch (Exception e) when (e is StorageUnavailableException or ConnectorException or RequestFailedException or HttpRequestException)
        {
            return [Of(Reason.Of(e))];
        }

        Finding Of(string reason)
        {
            var what = Said.Of(broken, ("reason", reason));
            return remedy is { } todo ? Finding.Broken(what, Said.Of(todo)) : Finding.Note(what);
        }
    }
}
