using System.Diagnostics;
using System.Text.Json.Nodes;
using IML.RbaBot.Faults.Harness;
using Xunit.Abstractions;

namespace IML.RbaBot.Faults;

/// <summary>What the channel can do to an alert.</summary>
[Collection(FaultTests.Name)]
public sealed class ChannelFaultTests(AzuriteRun azurite, ITestOutputHelper output)
{
    // The channel's client pauses at least 0.2 s, and the dispatch at least 0.3 s with the settings of this suite.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(150);

    private static readonly ChannelFault[] Passing =
    [
        new(429), new(429, RetryAfter: 2), new(500), new(502), new(504), new(ChannelFault.Silence), new(ChannelFault.Reset), new(412), new(503),
    ];

    private static readonly ChannelFault[] Permanent = [new(403), new(404), new(413), new(401)];

    [Fact]
    public async Task Every_alert_arrives_whatever_passing_fault_the_channel_has_and_nothing_is_sent_in_a_tight_loop()
    {
        await using var world = await World.StartAsync(azurite.ConnectionString);
        var amina = new Somebody(world, World.FocalPointId, "Amina Focal");
        await amina.SaysAsync("hi");
        var faults = new Dictionary<Screening, ChannelFault>();
        foreach (var fault in Passing)
        {
            faults[await AnsweredAsync(world)] = fault;
        }

        // Each alert fails three times and is then taken.
        var failed = new Dictionary<string, int>();
        world.Channel.Fault = sent =>
        {
            lock (failed)
            {
                var about = sent.Conversation == amina.Chat && !sent.IsUpdate ? faults.Keys.FirstOrDefault(s => sent.Body.Contains(s.Reference, StringComparison.Ordinal)) : null;
                return about is not null && (failed[about.Reference] = failed.GetValueOrDefault(about.Reference) + 1) <= 3 ? faults[about] : null;
            }
        };
        await Task.WhenAll(faults.Keys.Select(s => s.SubmitsAsync()));

        await Reckoning.MakeAsync(world, faults.Keys, amina, output, "passing faults of the channel");
        foreach (var (screening, fault) in faults)
        {
            var gaps = Gaps(world, amina, screening);
            output.WriteLine($"{fault}: {gaps.Count + 1} tries, gaps {string.Join(", ", gaps.Select(g => $"{g.TotalSeconds:0.0}"))} s");
            Assert.All(gaps, gap => Assert.True(gap >= LeastPause, $"{fault}: {gap}"));
            Assert.True(fault.RetryAfter is not { } seconds || gaps.Take(3).All(g => g >= TimeSpan.FromSeconds(seconds - 0.05)), $"{fault} was not honoured.");
        }
    }

    [Fact]
    public async Task An_alert_that_a_chat_refuses_for_good_goes_to_the_next_of_the_chain()
    {
        await using var world = await World.StartAsync(azurite.ConnectionString);
        var amina = new Somebody(world, World.FocalPointId, "Amina Focal");
        var bruno = new Somebody(world, World.BackupId, "Bruno Backup");
        await bruno.SaysAsync("hi");
        foreach (var fault in Permanent)
        {
            // Writing again takes the mark of a dead chat away.
            world.Channel.Fault = _ => null;
            await amina.SaysAsync("hi");
            var screening = await AnsweredAsync(world);
            world.Channel.Fault = sent => sent.Conversation == amina.Chat ? fault : null;

            await screening.SubmitsAsync();
            await world.SettleAsync([screening.Id], TimeSpan.FromSeconds(30));

            Assert.Equal(1, world.Channel.Count(bruno.Chat, screening.Reference));
            Assert.Single(world.Channel.Everything, s => s.Conversation == amina.Chat && s.Body.Contains(screening.Reference, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_alert_that_nobody_takes_is_shown_as_undeliverable()
    {
        await using var world = await World.StartAsync(azurite.ConnectionString, 1, ("Dispatch__Attempts", "4"));
        var amina = new Somebody(world, World.FocalPointId, "Amina Focal");
        await amina.SaysAsync("hi");
        var screening = await AnsweredAsync(world);
        world.Channel.Fault = sent => sent.Conversation == amina.Chat ? new ChannelFault(503) : null;

        await screening.SubmitsAsync();
        await world.SettleAsync([screening.Id], TimeSpan.FromSeconds(60));

        var ready = JsonNode.Parse(await world.Client.GetStringAsync(new Uri(world.Instances[0].Address, "readyz")))!;
        Assert.Equal(("Degraded", "1"), ((string)ready["status"]!, (string)ready["checks"]!["storage"]!["undeliverable"]!));
        Assert.Contains(await world.RowsAsync(screening.Id), r => r.GetBoolean("undeliverable") == true);
        Assert.All(Gaps(world, amina, screening), gap => Assert.True(gap >= LeastPause, $"{gap}"));
        Assert.Empty(await screening.LossesAsync());
    }

    private static async Task<Screening> AnsweredAsync(World world)
    {
        var screening = new Screening(new Somebody(world, Guid.NewGuid().ToString(), "Dana Developer"));
        await screening.OpensAsync();
        await screening.AnswersAsync();
        return screening;
    }

    /// <summary>The times between the tries of one alert.</summary>
    private static List<TimeSpan> Gaps(World world, Somebody focalPoint, Screening screening)
    {
        var tries = world.Channel.Everything
            .Where(s => s.Conversation == focalPoint.Chat && !s.IsUpdate && s.Body.Contains(screening.Reference, StringComparison.Ordinal))
            .Select(s => s.At).ToArray();
        return [.. tries.Zip(tries.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b))];
    }
}
