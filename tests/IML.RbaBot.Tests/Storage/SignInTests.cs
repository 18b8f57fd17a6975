using Azure.Identity;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Storage;

public sealed class SignInTests
{
    /// <summary>Before, it counted as a bug: the process ended at its start, and people read of an unexpected error.</summary>
    [Fact]
    public async Task An_identity_that_cannot_sign_in_counts_as_storage_that_is_away()
    {
        var options = new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" };
        using var clients = new StorageClients(options, new StorageRoundTrips(), TimeProvider.System);

        var away = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => clients.CallAsync<int>(_ => throw new AuthenticationFailedException("no identity here"), CancellationToken.None));

        Assert.IsType<AuthenticationFailedException>(away.InnerException);
    }
}
