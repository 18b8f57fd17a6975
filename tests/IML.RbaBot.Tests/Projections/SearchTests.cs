using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Projections;
using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Projections.Projecting;

namespace IML.RbaBot.Tests.Projections;

/// <summary>Who finds what, by which words.</summary>
[Collection(AzuriteTests.Name)]
public sealed class SearchTests(AzuriteFixture azurite)
{
    private static readonly Actor Developer = new(CardWorld.Developer, Roles.None);
    private static readonly Actor Stranger = new(new Person(PersonId.Parse("5a1c0000-0000-0000-0000-000000009999")!.Value, "Sam"), Roles.None);

    private static Assessment Centre => Submitted(1, Rating.C) with
    {
        Project = CardWorld.Project with { Title = "Centre d’accueil à l’été", ProjectCode = "CD.0123", Office = "N'Djamena", Countries = ["TD"] },
    };

    [Theory]
    [InlineData("accueil")]
    [InlineData("  CENTRE été ")]
    [InlineData("ete")]
    [InlineData("acc cen")]
    [InlineData("CD.0123")]
    [InlineData("cd0123")]
    [InlineData("chad")]
    [InlineData("td")]
    [InlineData("submitted")]
    [InlineData("C")]
    [InlineData("c chad")]
    [InlineData("djamena")]
    public async Task It_is_found_by_title_code_country_state_rating_and_office_in_any_casing_and_without_accents(string typed)
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await Projector(stored).WriteAsync(Centre.At(1), default);

        Assert.Equal(Centre.Id, Assert.Single((await Index(stored).FindAsync(Focal, typed, default))!.Value).Id);
        Assert.Empty((await Index(stored).FindAsync(Focal, typed + " zebra", default))!.Value);
    }

    [Fact]
    public async Task A_reference_is_found_whole_in_part_and_as_people_type_it()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await Projector(stored).WriteAsync(Centre.At(1), default);
        var reference = Centre.Reference.Value;

        foreach (var typed in (string[])[reference, reference.ToLowerInvariant(), reference[4..], reference[4..8], reference.Replace("-", " ")])
        {
            Assert.Equal(Centre.Id, Assert.Single((await Index(stored).FindAsync(Focal, typed, default))!.Value).Id);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("e")]
    [InlineData("RBA-")]
    [InlineData("<>*?")]
    public async Task Nothing_to_look_for_looks_for_nothing(string typed)
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);

        var before = stored.RoundTrips.Directory;
        Assert.Null(await Index(stored).FindAsync(Focal, typed, default));
        Assert.Equal(before, stored.RoundTrips.Directory);
    }

    [Fact]
    public async Task Everybody_finds_what_they_may_read_and_nothing_else()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var restricted = Centre.Restricted();
        await Projector(stored).WriteAsync(restricted.At(1), default);
        await Projector(stored).WriteAsync((CardWorld.Draft() with { Id = IdOf(2), Project = CardWorld.Project with { Title = "Accueil, draft" } }).At(1), default);

        Assert.Equal(2, await CountAsync(Developer));
        Assert.Equal(1, await CountAsync(Focal));
        Assert.Equal(1, await CountAsync(Focal with { Coverage = new Coverage(["TD", "SN"]) }));
        Assert.Equal(0, await CountAsync(Focal with { Coverage = new Coverage(["SN"]) }));
        Assert.Equal(1, await CountAsync(Stranger with { Roles = Roles.Auditor }));
        Assert.Equal(1, await CountAsync(Stranger with { Roles = Roles.HeadOfIml }));
        Assert.Equal(0, await CountAsync(Stranger with { Roles = Roles.Administrator }));
        Assert.Equal(0, await CountAsync(Stranger));

        async Task<int> CountAsync(Actor reader) => (await Index(stored).FindAsync(reader, "accueil", default))!.Value.Length;
    }

    [Fact]
    public async Task A_former_co_editor_a_changed_title_and_a_withdrawal_leave_nothing_behind()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var shared = Centre with { CoEditors = [Stranger.Person!] };
        await Projector(stored).WriteAsync(shared.At(1), default);
        Assert.Single((await Index(stored).FindAsync(Stranger, "accueil", default))!.Value);

        await Projector(stored).WriteAsync(Centre.At(2), default);
        Assert.Empty((await Index(stored).FindAsync(Stranger, "accueil", default))!.Value);

        await Projector(stored).WriteAsync((Centre with { Project = Centre.Project with { Title = "Another" } }).At(3), default);
        Assert.Empty((await Index(stored).FindAsync(Focal, "accueil", default))!.Value);
        Assert.Single((await Index(stored).FindAsync(Focal, "another", default))!.Value);

        await Projector(stored).WriteAsync((Centre with { State = new AssessmentState.Withdrawn(CardWorld.Now, "r", null) }).At(4), default);
        Assert.Empty((await Index(stored).FindAsync(Developer, "another", default))!.Value);
    }

    [Fact]
    public async Task The_newest_come_first_and_a_search_costs_the_same_however_many_there_are()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        for (var i = 1; i <= 70; i++)
        {
            await Projector(stored).WriteAsync(Submitted(i, at: CardWorld.Now.AddMinutes(i)).At(1), default);
        }

        var before = stored.RoundTrips.Directory;
        var found = (await Index(stored).FindAsync(Stranger with { Roles = Roles.Auditor }, "project", default))!.Value;

        Assert.Equal(Enumerable.Range(63, 8).Reverse().Select(IdOf), found.Select(f => f.Id));
        Assert.InRange(stored.RoundTrips.Directory - before, 1, 26);
    }

    [Fact]
    public void The_longest_details_make_no_more_rows_than_one_transaction_takes()
    {
        var title = string.Join(' ', Enumerable.Range(0, 66).Select(i => $"w{i:D2}"));
        var words = SearchWords.Of(AssessmentSummary.Of(Centre.In([.. CardWorld.Lists.Countries.Take(60)]) with { Project = CardWorld.Project with { Title = title } }), CardWorld.Languages);

        Assert.InRange(words.Length, 20, ProjectedPartitions.MostRows);
    }
}
