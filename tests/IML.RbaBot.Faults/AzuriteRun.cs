using IML.RbaBot.AppHost;

namespace IML.RbaBot.Faults;

/// <summary>One Azurite for the whole suite: in memory, on free ports, never killed.</summary>
public sealed class AzuriteRun : IAsyncLifetime
{
    private AzuriteProcess? azurite;

    public string ConnectionString => azurite!.ConnectionString;

    public async Task InitializeAsync()
    {
        var packages = await NodePackages.InstallAsync(Repository.LocalRunPackages);
        var logs = Path.Combine(AppContext.BaseDirectory, "logs");
        azurite = await AzuriteProcess.StartAsync(packages, new AzuriteOptions { TablePort = 0, QueuePort = 0, LogFolder = logs });
    }

    public async Task DisposeAsync()
    {
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }
    }
}

/// <summary>All tests of the suite run one after the other: they measure time and kill processes.</summary>
[CollectionDefinition(Name)]
public sealed class FaultTests : ICollectionFixture<AzuriteRun>
{
    public const string Name = "Faults";
}
