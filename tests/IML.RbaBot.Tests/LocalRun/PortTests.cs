using System.Net;
using System.Net.Sockets;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.LocalRun;

public sealed class PortTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    public void A_taken_port_is_named_with_the_part_that_wanted_it_and_the_option_that_changes_it(string address)
    {
        using var other = new TcpListener(IPAddress.Parse(address), 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = Assert.Throws<LocalRunException>(() => Ports.EnsureFree(port, "the bot", "--bot-port"));

        Assert.Equal(
            $"Port {port}, wanted by the bot, is taken by another program: end that program, or choose another port with --bot-port.",
            failure.Message);
    }

    [Fact]
    public void A_free_port_is_not_complained_of() => Ports.EnsureFree(Ports.Free(), "the bot", "--bot-port");
}
