using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>
/// Whole page turns against the bot as it is deployed: a process of its own, Azurite, and a stand-in for the connector. Prints the
/// figures; whether they are good is for the reader, but a wrong answer fails the run.
/// </summary>
internal sealed class LoadRun(LoadOptions options, NodePackages packages, HttpClient client, string folder, TextWriter output)
{
    private const int PageBytes = 12_000;

    // As large as the press of a page of five questions.
    private static readonly byte[] Activity = System.Text.Encoding.UTF8.GetBytes($$"""{"type":"invoke","text":"{{new string('x', 1500)}}"}""");

    private int people;
    private int errors;

    /// <returns>The exit code: 1 when an answer was wrong.</returns>
    public static async Task<int> RunAsync(LoadOptions options, TextWriter output)
    {
        var packages = await NodePackages.InstallAsync(Repository.LocalRunPackages);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512, UseProxy = false });
        var folder = Directory.CreateTempSubdirectory("rbabot-load-").FullName;
        try
        {
            var run = new LoadRun(options, packages, client, folder, output);
            await output.WriteLineAsync(Measurement.Heading);
            foreach (var subject in options.Subjects)
            {
                try
                {
                    await run.RunAsync(subject);
                }
                catch (WrongAnswerException wrong)
                {
                    run.errors++;
                    await output.WriteLineAsync($"{subject}: {wrong.Message}");
                }
            }

            return run.errors == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task RunAsync(Subject subject) => subject switch
    {
        Subject.Bot => BotAsync("bot", options.Environment),
        Subject.Cold => BotAsync("bot, nothing kept", options.Environment.SetItem("Storage__CachedAssessments", "0")),
        Subject.Bare => BareAsync(),
        Subject.Versus => VersusAsync(),
        _ => StartsAsync(),
    };

    private async Task BareAsync()
    {
        var port = Ports.Free();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        string[] arguments = [BareEndpoint.Command, address, PageBytes.ToString(CultureInfo.InvariantCulture)];
        await using var server = await ServerProcess.StartAsync(
            typeof(LoadRun).Assembly.Location, arguments, port, options.Environment, client, Log("bare"));
        var endpoint = new Uri(server.Address, "api/messages");
        foreach (var conversations in options.Conversations)
        {
            Func<Task<long>> turn = async () =>
            {
                var started = Stopwatch.GetTimestamp();
                using var content = new ByteArrayContent(Activity);
                using var answer = await client.PostAsync(endpoint, content);
                var bytes = await answer.Content.ReadAsByteArrayAsync();
                return answer.IsSuccessStatusCode && bytes.Length == PageBytes
                    ? Stopwatch.GetTimestamp() - started
                    : throw new WrongAnswerException($"{(int)answer.StatusCode}, {bytes.Length} bytes");
            };
            await MeasureAsync("bare endpoint", server, [.. Enumerable.Repeat(turn, conversations)]);
        }
    }

    private async Task BotAsync(string name, ImmutableDictionary<string, string> environment)
    {
        await using var azurite = await AzuriteAsync();
        await using var connector = await ConnectorStandIn.StartAsync();
        await using var bot = await StartBotAsync(azurite, options.Bot, environment);
        var endpoint = new Uri(bot.Address, "api/messages");
        foreach (var conversations in options.Conversations)
        {
            var screenings = await BeginAsync(connector, endpoint, conversations);
            await MeasureAsync(name, bot, [.. screenings.Select(s => (Func<Task<long>>)(() => s.TurnAsync(endpoint)))]);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"  {screenings[0].Pages} pages; answers of {screenings.Average(s => s.AverageBytes) / 1000:0.0} KB on average"));
        }
    }

    /// <summary>The bot and another, or the same with another setting, on one store, in turn.</summary>
    private async Task VersusAsync()
    {
        await using var azurite = await AzuriteAsync();
        await using var connector = await ConnectorStandIn.StartAsync();
        await using var one = await StartBotAsync(azurite, options.Bot, options.Environment);
        await using var other = await StartBotAsync(
            azurite, options.Against ?? options.Bot, options.Environment.SetItems(options.AgainstEnvironment));
        foreach (var conversations in options.Conversations)
        {
            var sides = new List<Side>();
            foreach (var (name, bot) in new[] { ("this", one), ("other", other) })
            {
                var endpoint = new Uri(bot.Address, "api/messages");
                var screenings = await BeginAsync(connector, endpoint, conversations);
                sides.Add(new Side(name, bot, [.. screenings.Select(s => (Func<Task<long>>)(() => s.TurnAsync(endpoint)))]));
            }

            foreach (var line in await Versus.TakeAsync(sides[0], sides[1], options))
            {
                await output.WriteLineAsync(line);
            }
        }
    }

    private async Task<List<Screening>> BeginAsync(ConnectorStandIn connector, Uri endpoint, int conversations)
    {
        var screenings = new List<Screening>();
        for (var i = 0; i < conversations; i++)
        {
            var screening = new Screening(client, connector, connector.ServiceUrl, ++people, options);
            await screening.BeginAsync(endpoint);
            screenings.Add(screening);
        }

        return screenings;
    }

    /// <summary>The bot is ended and started again and again; each time somebody goes on with an assessment that they began before.</summary>
    private async Task StartsAsync()
    {
        await using var azurite = await AzuriteAsync();
        await using var connector = await ConnectorStandIn.StartAsync();
        var screening = new Screening(client, connector, connector.ServiceUrl, ++people, options);
        await using (var first = await StartBotAsync(azurite, options.Bot, options.Environment))
        {
            await screening.BeginAsync(new Uri(first.Address, "api/messages"));
        }

        var healthy = new List<double>();
        var turned = new List<double>();
        for (var i = 0; i < options.Starts; i++)
        {
            await using var bot = await StartBotAsync(azurite, options.Bot, options.Environment);
            healthy.Add(Stopwatch.GetElapsedTime(bot.StartedAt).TotalSeconds);
            await screening.TurnAsync(new Uri(bot.Address, "api/messages"));
            turned.Add(Stopwatch.GetElapsedTime(bot.StartedAt).TotalSeconds);
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"start: healthy after {Median(healthy):0.000} s (best {healthy.Min():0.000}), first stored turn answered after {Median(turned):0.000} s (best {turned.Min():0.000}); median of {options.Starts}"));

        static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
    }

    private async Task MeasureAsync(string name, ServerProcess server, IReadOnlyList<Func<Task<long>>> turns)
    {
        var measurement = await Measurement.TakeAsync(server, turns, options);
        errors += measurement.Errors;
        await output.WriteLineAsync(measurement.Line(name));
        if (measurement.FirstError is { } first)
        {
            await output.WriteLineAsync($"  {first}");
        }
    }

    private Task<AzuriteProcess> AzuriteAsync() =>
        AzuriteProcess.StartAsync(packages, new AzuriteOptions { TablePort = 0, QueuePort = 0, LogFolder = folder });

    private Task<ServerProcess> StartBotAsync(AzuriteProcess azurite, string? program, ImmutableDictionary<string, string> environment) =>
        ServerProcess.StartAsync(
            program ?? BotProgram.File,
            [],
            Ports.Free(),
            environment
                .SetItem("ASPNETCORE_ENVIRONMENT", "Development")
                .SetItem("Storage__ConnectionString", azurite.ConnectionString)
                .SetItem("BotFramework__AuthenticationOff", "true")
                // A made-up person presses faster than the limit of a real one.
                .SetItem("BotFramework__TurnsPerSecond", "1000")
                .SetItem("BotFramework__TurnBurst", "1000"),
            client,
            Log("bot"));

    private string Log(string name) => Path.Combine(folder, $"{name}-{++people}.log");
}
