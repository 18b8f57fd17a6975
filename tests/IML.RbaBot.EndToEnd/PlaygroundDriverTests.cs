using System.Globalization;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.EndToEnd;

/// <summary>
/// The driver against the real Playground and a bot of a few lines that answers with what it was sent. When this fails, the Playground
/// or the driver has changed; when only the other tests fail, our bot has.
/// </summary>
public sealed class PlaygroundDriverTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("driver-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task What_a_person_chooses_ticks_picks_types_and_presses_reaches_the_bot_and_the_card_changes_in_place()
    {
        var packages = await NodePackages.InstallAsync(Repository.LocalRunPackages);
        var botPort = Ports.Free();
        await using var playground = await PlaygroundProcess.StartAsync(packages, new PlaygroundOptions
        {
            Port = Ports.Free(),
            Person = Personas.FocalPoint,
            Name = "driver",
            Part = "the Playground",
            BotEndpoint = BotProcess.Endpoint(botPort),
            LogFolder = folder,
        });

        var output = await Script.RunAsync(
            "driver-check.mjs",
            TimeSpan.FromMinutes(2),
            playground.Address.AbsoluteUri,
            botPort.ToString(CultureInfo.InvariantCulture),
            Path.Combine(folder, "card.png"));

        Assert.Equal("the driver and the Playground agree", output.Trim());
        Assert.True(new FileInfo(Path.Combine(folder, "card.png")).Length > 0);
    }
}
