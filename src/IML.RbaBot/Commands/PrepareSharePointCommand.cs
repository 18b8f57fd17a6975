using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Export.SharePoint;

namespace IML.RbaBot.Commands;

/// <summary>
/// <c>prepare-sharepoint</c>: makes the library's columns, restricted folder and views. Takes the settings of the section
/// <c>SharePoint</c> as the bot does, from the environment first, so that an administrator can give it another identity.
/// </summary>
internal static class PrepareSharePointCommand
{
    /// <param name="settings">Settings on the command line, for example <c>--SharePoint:SiteUrl=https://…</c>; stronger than the others.</param>
    /// <param name="output">Told what is done.</param>
    /// <param name="error">Told what is wrong with the settings.</param>
    /// <param name="cancellationToken">Breaks off; what is done stays.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
        var texts = CommandTexts.Load();
        var options = SharePointOptions.From(Configuration(environment, settings));
        var faults = options.Check(environment == Environments.Development);
        if (!options.IsConfigured || !faults.IsEmpty)
        {
            error.WriteLine(texts["prepare.notConfigured"]);
            foreach (var fault in faults)
            {
                error.WriteLine(texts.Fill("start.problem", texts[$"start.sharePoint.{fault}"]));
            }

            return CommandLine.Bad;
        }

        var credential = GraphConnection.CredentialOf(options);
        using var connection = new GraphConnection(options, credential);
        using var http = new HttpClient(new BrokenConnections(new SocketsHttpHandler())) { Timeout = options.CallTimeout };
        var preparation = new LibraryPreparation(
            connection,
            new SharePointLibrary(connection, options, TimeProvider.System),
            new SharePointViews(http, credential, options.SiteUrl!),
            texts,
            output);
        var good = await preparation.RunAsync(cancellationToken);
        output.WriteLine(texts[good ? "prepare.good" : "prepare.notYet"]);
        return good ? CommandLine.Good : CommandLine.Bad;
    }

    /// <summary>The settings as the host reads them, for a command that builds no host.</summary>
    private static IConfigurationRoot Configuration(string environment, string[] settings) => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddJsonFile($"appsettings.{environment}.json", optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine(settings)
        .Build();
}
