using Azure.Data.Tables;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Projections;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Walks;

/// <summary>What must be true once nothing fails any more and everything that was promised for now is delivered.</summary>
internal static class EndChecks
{
    public static async Task CheckAsync(WalkWorld world)
    {
        world.ChannelFault = default;
        world.StorageAwayFor = 0;
        world.Scenario.Line.Mend();
        await DrainAsync(world);
        await CheckUndeliveredAsync(world);
        CheckAlerts(world);
        await CheckCardsInPlaceAsync(world);
        await DrainAsync(world);
        await CheckProjectionsAsync(world);
    }

    /// <summary>No promise is left but those for another day and those that administrators see.</summary>
    private static async Task DrainAsync(WalkWorld world)
    {
        var time = world.Scenario.Time;
        for (var round = 0; round < 60; round++)
        {
            var due = world.Tables.Now.Values.SelectMany(s => s.Outbox).Where(m => IsDue(m, time.GetUtcNow())).ToArray();
            if (due.Length == 0)
            {
                return;
            }

            var next = due.Min(m => m.NotBefore);
            if (next > time.GetUtcNow())
            {
                time.Advance(next - time.GetUtcNow() + TimeSpan.FromSeconds(1));
            }

            await world.DeliverAsync(world.Bots[round % 2]);
        }

        Assert.Fail("These are never delivered: " + string.Join(
            ", ", world.Tables.Now.Values.SelectMany(s => s.Outbox.Where(m => IsDue(m, time.GetUtcNow())).Select(m => $"{s.Id} {m}"))));
    }

    private static bool IsDue(OutboxMessage message, DateTimeOffset now) =>
        !message.Undeliverable && (message.NotBefore < now.AddHours(1) || message.Attempts > 0 || message.IsHeld);

    private static async Task CheckUndeliveredAsync(WalkWorld world)
    {
        var listed = new List<string>();
        await foreach (var row in world.Tables.Directory.QueryAsync<TableEntity>(r => r.PartitionKey == Keys.UndeliverablePartition))
        {
            listed.Add(row.RowKey);
        }

        var lost = world.Tables.Now.Values.SelectMany(s => s.Outbox.Where(m => m.Undeliverable).Select(m => Keys.Undeliverable(s.Id, Keys.Outbox(m))));
        Assert.Equal(lost.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    /// <summary>The alert of each submission went out, once to each, or is on the list of the undelivered.</summary>
    private static void CheckAlerts(WalkWorld world)
    {
        foreach (var stored in world.Tables.Now.Values.Where(s => s.Assessment.Alert is { Pending: true }))
        {
            Assert.True(
                stored.Outbox.Any(m => m.Kind == OutboxKind.Alert) || stored.Assessment.State is Domain.Assessments.AssessmentState.Withdrawn,
                $"{stored.Id} says that its alert is under way, and there is none.");
        }

        foreach (var sent in world.WasStorageAway ? [] : world.Screens.Alerts.GroupBy(a => a))
        {
            var submissions = world.Tables.Ids.Where(id => id.StartsWith(sent.Key.Reference, StringComparison.Ordinal))
                .Sum(id => world.Tables.EventsOf(id).Count(e => e == "submitted"));
            Assert.True(sent.Count() <= submissions, $"{sent.Count()} alerts of {sent.Key} for {submissions} submissions.");
        }
    }

    /// <summary>A card that shows where an assessment stands says nothing that it does not say when it is opened anew.</summary>
    private static async Task CheckCardsInPlaceAsync(WalkWorld world)
    {
        foreach (var stored in world.Tables.Now.Values.ToArray())
        {
            foreach (var placed in stored.Cards.Where(c => c.Face == CardFace.Standing && c.Person is not null && !world.Crossed.Contains(c.ActivityId)))
            {
                var person = world.People.Values.Single(p => WalkWorld.IdOf(p) == placed.Person);
                var stands = new ShownCard(person, person.Chat, placed.ActivityId, world.Connector.CardOf(placed.ActivityId)).Text;
                var turn = await world.TurnAsync(person, person.Message($"open {stored.Id.Value}"), world.Bots[0]);
                var anew = new ShownCard(person, person.Chat, "", turn.Cards[^1].Card).Text;

                // It may say less, as that somebody asks for the review, of which a notice tells.
                Assert.True(stands.Split('\n').Except(anew.Split('\n')).FirstOrDefault() is null, $"{WalkWorld.NameOf(person)}'s card of {stored.Id}, {placed.ActivityId} in {placed.Conversation.ConversationId}, says\n{stands}\n\nand opened anew\n{anew}");
            }
        }
    }

    private static async Task CheckProjectionsAsync(WalkWorld world)
    {
        var reindex = ActivatorUtilities.GetServiceOrCreateInstance<Reindex>(world.Bots[0].Services);
        var compared = await reindex.CompareAsync(default);
        Assert.True(compared.Differences.IsEmpty, "The lists differ from the assessments: " + string.Join(", ", compared.Differences));
    }
}
