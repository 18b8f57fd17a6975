using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.LocalRun;

public sealed class BotProgramTests
{
    [Fact]
    public void A_plain_build_is_started_by_the_program_of_dotnet()
    {
        var command = BotProgram.Command("/built/IML.RbaBot.dll");

        Assert.Equal(2, command.Length);
        Assert.Equal("dotnet", Path.GetFileNameWithoutExtension(command[0]));
        Assert.Equal("/built/IML.RbaBot.dll", command[1]);
    }

    [Fact]
    public void What_is_published_with_its_runtime_is_started_itself() =>
        Assert.Equal("/published/IML.RbaBot", Assert.Single(BotProgram.Command("/published/IML.RbaBot")));
}
