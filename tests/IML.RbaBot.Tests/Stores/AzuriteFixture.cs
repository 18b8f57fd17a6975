using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.Stores;

/// <summary>
/// One Azurite for all tests of a project that store something: on free ports, in memory, never killed, gone with the test run. Tests
/// share it, so each uses table and queue names, or partition keys, of its own.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
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
            await azurite.DisposeAsync();
    }
}
