using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using IML.RbaBot.AppHost;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.LocalRun;

[Collection(AzuriteTests.Name)]
public sealed class ProcessTests(AzuriteFixture azurite) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("local-run-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Azurite_stores_rows_and_messages_of_the_client_libraries_in_use()
    {
        var table = new TableClient(azurite.ConnectionString, "processtests");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["text"] = "kept" });
        Assert.Equal("kept", (await table.GetEntityAsync<TableEntity>("p", "r")).Value["text"]);

        var queue = new QueueClient(azurite.ConnectionString, "processtests");
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync("pointer");
        Assert.Equal("pointer", (await queue.ReceiveMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task Azurite_with_a_folder_keeps_its_data_between_runs()
    {
        var packages = await NodePackages.InstallAsync(Repository.LocalRunPackages);
        var options = new AzuriteOptions { TablePort = 0, QueuePort = 0, DataFolder = Path.Combine(folder, "data"), LogFolder = folder };
        await using (var first = await AzuriteProcess.StartAsync(packages, options))
        {
            var table = new TableClient(first.ConnectionString, "kept");
            await table.CreateAsync();
            await table.AddEntityAsync(new TableEntity("p", "r") { ["text"] = "kept" });
        }

        await using var second = await AzuriteProcess.StartAsync(packages, options);
        Assert.Equal("kept", (await new TableClient(second.ConnectionString, "kept").GetEntityAsync<TableEntity>("p", "r")).Value["text"]);
    }

    [Fact]
    public async Task A_part_that_ends_at_once_is_named_with_its_exit_code_its_log_and_its_last_lines()
    {
        var packages = await NodePackages.InstallAsync(Repository.LocalRunPackages);
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using (taken)
        {
            var options = new AzuriteOptions { TablePort = ((IPEndPoint)taken.LocalEndpoint).Port, QueuePort = 0, LogFolder = folder };

            var failure = await Assert.ThrowsAsync<LocalRunException>(() => AzuriteProcess.StartAsync(packages, options));

            Assert.StartsWith("Azurite (storage) ended with code ", failure.Message, StringComparison.Ordinal);
            Assert.Contains(Path.Combine(folder, "azurite.log"), failure.Message, StringComparison.Ordinal);
            Assert.Contains("EADDRINUSE", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bot_that_is_not_built_is_named_with_the_command_that_builds_it()
    {
        var packages = await NodePackages.InstallAsync(Repository.LocalRunPackages);
        var missing = Path.Combine(folder, "IML.RbaBot.dll");

        var failure = await Assert.ThrowsAsync<LocalRunException>(() => BotProcess.StartAsync(
            packages, new BotOptions { Port = Ports.Free(), LogFolder = folder, Settings = [], Program = missing }));

        Assert.Equal($"The bot is not built: {missing} is missing. Run: dotnet build src/IML.RbaBot", failure.Message);
    }

    [Fact]
    public async Task A_playground_answers_on_this_machine_only()
    {
        var packages = await NodePackages.InstallAsync(Repository.LocalRunPackages);
        var port = Ports.Free();
        await using var playground = await PlaygroundProcess.StartAsync(packages, new PlaygroundOptions
        {
            Port = port,
            Person = Personas.FocalPoint,
            Name = "test",
            Part = "the Playground",
            BotEndpoint = BotProcess.Endpoint(Ports.Free()),
            LogFolder = folder,
        });

        using var http = new HttpClient();
        Assert.Contains("<div id=\"root\">", await http.GetStringAsync(playground.Address), StringComparison.Ordinal);
        using var elsewhere = new TcpListener(IPAddress.IPv6Loopback, port);
        elsewhere.Start(); // Would fail if the Playground listened on every address.
    }
}
