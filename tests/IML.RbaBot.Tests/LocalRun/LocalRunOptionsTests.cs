using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.LocalRun;

public sealed class LocalRunOptionsTests
{
    [Fact]
    public void Nothing_said_means_the_ports_and_the_folder_of_the_design()
    {
        var options = LocalRunOptions.Read([], _ => null);

        Assert.Equal((3978, 10002, 10001, 56150, 56151), (options.BotPort, options.TablePort, options.QueuePort, options.DeveloperPort, options.FocalPointPort));
        Assert.Equal(Path.Combine(Repository.Root, ".data"), options.DataFolder);
        Assert.Equal(Path.Combine(Repository.Root, ".data", "exports"), options.ExportFolder);
    }

    [Fact]
    public void The_command_line_is_stronger_than_the_environment()
    {
        var options = LocalRunOptions.Read(
            ["--bot-port", "4000", "--data", "elsewhere"],
            name => name switch { "RBABOT_LOCAL_BOT_PORT" => "5000", "RBABOT_LOCAL_FOCAL_PORT" => "5001", _ => null });

        Assert.Equal((4000, 5001), (options.BotPort, options.FocalPointPort));
        Assert.Equal(Path.GetFullPath("elsewhere"), options.DataFolder);
    }

    [Theory]
    [InlineData("--bot-port", "0", "--bot-port needs a port from 1 to 65535, not \"0\".")]
    [InlineData("--bot-port", "70000", "--bot-port needs a port from 1 to 65535, not \"70000\".")]
    [InlineData("--table-port", "", "--table-port needs a port from 1 to 65535, not \"\".")]
    [InlineData("--data", "", "--data needs a path, not \"\".")]
    [InlineData("--port", "1", "Unknown option --port. Known: --bot-port, --table-port, --queue-port, --developer-port, --focal-port, --data, --bot")]
    public void What_cannot_be_meant_is_one_sentence(string option, string value, string sentence)
    {
        var failure = Assert.Throws<LocalRunException>(() => LocalRunOptions.Read([option, value], _ => null));

        Assert.Equal(sentence, failure.Message);
    }
}
