using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Alerts;

/// <summary>When the channel for alerts gets a message.</summary>
internal enum ChannelUse
{
    None,

    BesidePeople,

    /// <summary>Where none of the people can be reached.</summary>
    InsteadOfPeople,
}

/// <summary>Who is to have a message.</summary>
internal sealed record Recipients
{
    /// <summary>Everybody of these who can be reached.</summary>
    public required ImmutableArray<Person> People { get; init; }

    /// <summary>The channel for alerts, where one was chosen.</summary>
    public ChannelUse Channel { get; init; }

    /// <summary>Instead, when nobody could be reached.</summary>
    public ImmutableArray<Person> Otherwise { get; init; } = [];
}

/// <summary>What a message says: the same in every place, worded for the reader.</summary>
/// <param name="Card">The card for an address.</param>
/// <param name="MailText">The text of a mail, for a reader without the card.</param>
internal sealed record Letter(Func<Address, AdaptiveCard> Card, Func<CardContext, string> MailText);

/// <summary>One address that took the message.</summary>
internal sealed record Reached(Address Address, string? ActivityId, DateTimeOffset At);

/// <summary>How far a message has come.</summary>
/// <param name="Done">The keys of all that have it.</param>
/// <param name="Now">Those that got it in this try.</param>
/// <param name="Failure">Why it is to be tried again; null when it is not.</param>
/// <param name="After">Not sooner than this.</param>
internal sealed record Progress(ImmutableArray<string> Done, ImmutableArray<Reached> Now, string? Failure, TimeSpan? After)
{
    /// <summary>Somebody has it, and nobody is to be tried again.</summary>
    public bool IsFinished => !Done.IsEmpty && Failure is null;

    /// <summary>The outcome for the dispatch: done, or a further try.</summary>
    public DeliveryOutcome ToOutcome(ImmutableArray<AssessmentEvent> events, ImmutableArray<Following> then) => IsFinished
        ? new DeliveryOutcome.Delivered { Events = events, Then = then }
        : new DeliveryOutcome.Retry(Failure ?? FallbackChain.Nobody) { After = After, Done = Done, Events = events, Then = then };
}

/// <summary>
/// The way of a message until somebody has it: the people, the channel, the backups, mail. Whoever has it already is left out, so
/// that a further try reaches only the others.
/// </summary>
internal sealed class FallbackChain(Post post, TimeProvider time)
{
    public const string Nobody = "nobody to write to has written to the bot yet, and no channel was chosen";

    // A failure that may pass gets two more tries before somebody else is asked.
    private const int TriesBeforeOthers = 2;

    public async Task<Progress> WalkAsync(OutboxMessage message, Recipients to, Letter letter, CancellationToken cancellationToken)
    {
        var walk = new Walk(post, time, message.Done, letter);
        foreach (var person in to.People.DistinctBy(p => p.Id))
        {
            await walk.TryAsync(await post.ChatOfAsync(person, cancellationToken), cancellationToken);
        }

        var needsOthers = walk.NeedsOthers(message.Attempts);
        if (to.Channel is ChannelUse.BesidePeople || (to.Channel is ChannelUse.InsteadOfPeople && needsOthers))
        {
            await walk.TryAsync(await post.ChannelAsync(cancellationToken), cancellationToken);
        }

        // What the channel has got in their place does not hold it back from the people who come next.
        if (to.Channel is ChannelUse.InsteadOfPeople ? needsOthers : walk.NeedsOthers(message.Attempts))
        {
            foreach (var person in to.Otherwise.DistinctBy(p => p.Id))
            {
                await walk.TryAsync(await post.ChatOfAsync(person, cancellationToken), cancellationToken);
            }
        }

        if (walk.NeedsOthers(message.Attempts))
        {
            foreach (var person in to.People.Concat(to.Otherwise).DistinctBy(p => p.Id))
            {
                await walk.TryAsync(await post.MailOfAsync(person, cancellationToken), cancellationToken);
            }
        }

        return walk.ToProgress();
    }

    /// <summary>One try, address by address.</summary>
    private sealed class Walk(Post post, TimeProvider time, ImmutableArray<string> done, Letter letter)
    {
        private readonly ImmutableArray<string>.Builder all = done.ToBuilder();
        private readonly ImmutableArray<Reached>.Builder now = ImmutableArray.CreateBuilder<Reached>();
        private string? later;
        private string? refused;
        private TimeSpan? after;

        public bool NeedsOthers(int attempts) => all.Count == 0 && (later is null || attempts >= TriesBeforeOthers);

        public async Task TryAsync(Address? address, CancellationToken cancellationToken)
        {
            if (address is null || all.Contains(address.Key))
            {
                return;
            }

            switch (await post.SendAsync(address, letter.Card(address), letter.MailText(address.Reader), cancellationToken))
            {
                case Sending.Taken taken:
                    all.Add(address.Key);
                    now.Add(new Reached(address, taken.ActivityId, time.GetUtcNow()));
                    break;
                case Sending.Later busy:
                    later = busy.Reason;
                    after = busy.After is { } asked && (after is null || asked > after) ? asked : after;
                    break;
                case Sending.Refused no:
                    refused = no.Reason;
                    break;
            }
        }

        // A refusal is an end for that address: it is a reason to try again only when nobody has the message.
        public Progress ToProgress() => new(
            all.ToImmutable(), now.ToImmutable(), later ?? (all.Count == 0 ? refused : null), after);
    }
}
