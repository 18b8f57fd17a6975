using System.Net;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>An administrator asks the bot whether everything that it hangs on works, and is told what to do about what does not.</summary>
[Collection(AzuriteTests.Name)]
public sealed class SetupTests(AzuriteFixture azurite)
{
    private Task<Scenario> WithAdministratorAsync() => Scenario.OnAsync(azurite.ConnectionString, configure: settings =>
    {
        settings.Give("Administrators:0", "Ines", "Administrator");
        settings["Roles:Backups:0:Id"] = ChattingPerson.IdOf("Bo");
        settings["Roles:Backups:0:Name"] = "**Bo** Backup";
    });

    [Fact]
    public async Task Each_link_is_named_and_those_who_cannot_be_reached_with_what_to_do()
    {
        await using var scenario = await WithAdministratorAsync();
        await scenario.Person("Amina").Says("hi");
        await scenario.Person("Amina").Posts("alerts here");

        var card = await scenario.Person("Ines").Says("Setup");

        card.Shows(
            "works · Tables: rows were written, read and deleted.",
            "works · Queue: a message was put and taken back.",
            "note · Token: checks are off",
            "works · Focal point Amina Focal: can be written to.",
            "BROKEN · Focal point **Bo** Backup: has not written to the bot yet",
            "What to do: Ask **Bo** Backup to install the app and to write hi to the bot once.",
            "works · Channel",
            "works · Messages: none was given up.",
            "note · Filing: no place is configured",
            "works · Languages: en");
    }

    [Theory]
    [InlineData("en-US", null, "works · The channel for alerts: can be written to.")]
    [InlineData("fr", null, "Le canal des alertes : peut recevoir des messages.")]
    [InlineData("es", null, "El canal de las alertas: puede recibir mensajes.")]
    [InlineData("en-US", HttpStatusCode.NotFound, "BROKEN · The channel for alerts: takes no message any more")]
    [InlineData("en-US", HttpStatusCode.BadRequest, "note · The channel for alerts: is known, but Teams did not say whether it takes messages (400)")]
    public async Task A_channel_whose_name_Teams_does_not_say_is_spoken_of_all_the_same(string locale, HttpStatusCode? status, string says)
    {
        await using var scenario = await WithAdministratorAsync();
        var (amina, ines) = (scenario.Person("Amina"), scenario.Person("Ines"));
        ines.Locale = locale;
        var here = amina.PostOf("alerts here", "channel", ChattingPerson.Channel + ";messageid=1");
        here["conversation"]!.AsObject().Remove("name");
        await amina.GetsOneCard(here);
        scenario.Connector.Fault = (call, _) => Task.FromResult(call.Method == HttpMethod.Get ? status : null);

        (await ines.Says("setup")).Shows(says).ShowsNot("?:", "? :");
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "BROKEN · Focal point Amina Focal: the chat takes no message any more")]
    [InlineData(HttpStatusCode.NotFound, "BROKEN · Focal point Amina Focal: the chat takes no message any more")]
    [InlineData(HttpStatusCode.BadRequest, "note · Focal point Amina Focal: is known, but Teams did not say whether the chat takes messages (400)")]
    public async Task A_chat_that_takes_no_message_any_more_is_told_from_one_that_was_not_sure(HttpStatusCode status, string says)
    {
        await using var scenario = await WithAdministratorAsync();
        await scenario.Person("Amina").Says("hi");
        scenario.Connector.Fault = (call, _) => Task.FromResult(call.Method == HttpMethod.Get ? status : (HttpStatusCode?)null);

        (await scenario.Person("Ines").Says("setup")).Shows(says);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_learns_how_the_bot_is_installed()
    {
        await using var scenario = await WithAdministratorAsync();

        foreach (var person in (string[])["Alex", "Amina"])
        {
            (await scenario.Person(person).Says("setup")).Shows("Only administrators", "iml@iom.int").ShowsNot("Tables", "Bo", "Queue");
        }
    }
}
