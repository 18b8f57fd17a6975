using System.Collections.Concurrent;
using System.Text;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Tests.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IML.RbaBot.Tests.Telemetry;

/// <summary>Turns, storage and deliveries are measured, and no measurement says what anybody wrote.</summary>
[Collection(AzuriteTests.Name)]
public sealed class TelemetryTests(AzuriteFixture azurite)
{
    private const string Title = "Marigold shelter Zq7";

    /// <summary>What the person of the example types, chooses and is called.</summary>
    private static readonly string[] Private =
    [
        Title, "Marigold", "N'Djamena", "Alex", "Amina", "project.title", "Reception", "Ministry", "unaccompanied", "no cost", "\"yes\"", "partly",
    ];

    [Fact]
    public async Task A_whole_screening_is_measured_turn_by_turn_and_says_no_answer_no_name_and_no_title()
    {
        using var listening = new Listening();
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        await scenario.Person("Amina").Says("hi");
        var alex = scenario.Person("Alex");

        var summary = await ReceptionCentre.AnswersAsync(await ReceptionCentre.BeginsAsync(alex, title: Title));
        await summary.Press("submit", ReceptionCentre.Types(summary));
        await scenario.UntilAsync(
            "the alert is measured", () => listening.Measured.Contains("rbabot.deliveries{kind=alert outcome=delivered} 1"));
        listening.Observe();

        Assert.Contains("rbabot.turns{verb=message outcome=done}", listening.Measured);
        Assert.Contains("rbabot.turns{verb=next outcome=200}", listening.Measured);
        Assert.Contains("rbabot.turns{verb=submit outcome=200}", listening.Measured);
        Assert.Contains("rbabot.storage.calls{target=assessments status=202}", listening.Measured);
        Assert.Contains(listening.Measured, m => m.StartsWith("rbabot.storage.calls{target=queue", StringComparison.Ordinal));
        Assert.Contains("rbabot.delivery.tries{kind=alert}", listening.Measured);
        Assert.Contains(listening.Measured, m => m.StartsWith("rbabot.undeliverable{}", StringComparison.Ordinal));
        Assert.Contains(listening.Spans, s => s.StartsWith("turn submit [outcome=200 verb=submit]", StringComparison.Ordinal));
        Assert.Contains(listening.Spans, s => s.StartsWith("storage assessments POST [outcome=202", StringComparison.Ordinal));
        Assert.Contains(listening.Spans, s => s.StartsWith("deliver alert [outcome=returned", StringComparison.Ordinal));
        Assert.All(
            listening.Measured.Concat(listening.Spans),
            said => Assert.DoesNotContain(Private, word => said.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task What_a_client_sends_as_a_verb_is_never_a_tag()
    {
        using var listening = new Listening();
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var card = await ReceptionCentre.BeginsAsync(alex);

        await scenario.PostAsync(alex.Invoke(card.Conversation, card.Message, "steal-the-answers", null).ToJsonString());

        Assert.Contains(listening.Measured, m => m.StartsWith("rbabot.turns{verb=other", StringComparison.Ordinal));
        Assert.DoesNotContain(listening.Measured.Concat(listening.Spans), said => said.Contains("steal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outage_of_storage_is_counted_as_what_it_is()
    {
        using var listening = new Listening();
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: settings => settings["Storage:CallTimeout"] = "00:00:01");
        scenario.ExpectsErrors = true;
        var alex = scenario.Person("Alex");
        await alex.Says("hi");
        scenario.Line.Cut();

        await alex.Says("my assessments");

        Assert.Contains("rbabot.turns.failed{reason=storage-away} 1", listening.Measured);
    }

    [Fact]
    public async Task A_collector_that_is_configured_gets_traces_metrics_and_logs_without_answers()
    {
        await using var collector = await Collector.StartAsync();
        var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: settings =>
        {
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            settings["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
            settings["OTEL_BSP_SCHEDULE_DELAY"] = "200";
            settings["OTEL_BLRP_SCHEDULE_DELAY"] = "200";
        });
        await using (scenario)
        {
            await ReceptionCentre.BeginsAsync(scenario.Person("Alex"), title: Title);
            await scenario.UntilAsync("the collector has all three", () => collector.Received("/v1/traces").Contains("turn next")
                && collector.Received("/v1/metrics").Contains("rbabot.turns") && collector.Received("/v1/logs").Contains("RBA-"));
        }

        Assert.Contains("storage assessments POST", collector.Received("/v1/traces"));
        Assert.All(
            (string[])["/v1/traces", "/v1/metrics", "/v1/logs"],
            kind => Assert.DoesNotContain(Private, word => collector.Received(kind).Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Without_a_destination_nothing_of_the_exporter_is_registered()
    {
        var registered = new List<string>();
        await using var scenario = await Scenario.OnAsync(
            azurite.ConnectionString, replace: services => registered.AddRange(services.Select(s => s.ServiceType.FullName ?? "")));

        Assert.NotEmpty(registered);
        Assert.DoesNotContain(registered, name => name.StartsWith("OpenTelemetry", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "must be an http or https address")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "my-insights", "must be the connection string that Application Insights shows")]
    public async Task A_destination_that_cannot_be_one_stops_the_start_with_what_to_do(string setting, string value, string says)
    {
        var (exit, error) = await StartTests.RunAsync(
            AppContext.BaseDirectory,
            "Development",
            ("BotFramework__AuthenticationOff", "true"),
            ("Storage__ConnectionString", "UseDevelopmentStorage=true"),
            (setting, value));

        Assert.Equal(2, exit);
        Assert.Contains($"{setting} {says}", error, StringComparison.Ordinal);
    }

    /// <summary>Takes what an OpenTelemetry exporter posts and keeps it as it came.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ConcurrentDictionary<string, StringBuilder> received = new(StringComparer.Ordinal);

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            app = builder.Build();
            app.MapPost("/v1/{signal}", TakeAsync);
        }

        public string Address => app.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector.app.StartAsync();
            return collector;
        }

        /// <summary>Texts stand in the protocol's bytes as they are.</summary>
        public string Received(string path)
        {
            var said = received.GetOrAdd(path, _ => new StringBuilder());
            lock (said)
            {
                return said.ToString();
            }
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task<IResult> TakeAsync(HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var said = received.GetOrAdd(request.Path, _ => new StringBuilder());
            lock (said)
            {
                said.Append(Encoding.Latin1.GetString(body.ToArray()));
            }

            return Results.Bytes([], "application/x-protobuf");
        }
    }
}
