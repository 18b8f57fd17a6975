using CsCheck;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Domain.Tests.Assessments;

public sealed class ReferenceTests
{
    private const string Alphabet = "123456789BCDFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<Reference> References = Gen.ULong.Select(Reference.Of);

    [Fact]
    public void A_reference_is_read_as_people_type_it()
    {
        References.Sample(reference =>
            new[]
            {
                reference.Value,
                reference.Value.ToLowerInvariant(),
                reference.Value["RBA-".Length..],
                reference.Value.Replace("-", " ", StringComparison.Ordinal),
                " " + reference.Value.Replace("-", "", StringComparison.Ordinal) + " ",
                reference.Value.Replace('-', '\u2011'),
            }.All(typed => Reference.Parse(typed) == reference));
    }

    [Fact]
    public void One_wrong_symbol_or_two_neighbours_swapped_are_never_another_reference()
    {
        Gen.Select(References, Gen.Int[0, 7], Gen.Int[0, Alphabet.Length - 1]).Sample((reference, at, with) =>
        {
            var symbols = reference.Value["RBA-".Length..].Replace("-", "", StringComparison.Ordinal).ToCharArray();
            var wrong = (char[])symbols.Clone();
            wrong[at] = Alphabet[with];
            var swapped = (char[])symbols.Clone();
            var neighbour = at == 7 ? 6 : at + 1;
            (swapped[at], swapped[neighbour]) = (swapped[neighbour], swapped[at]);

            // The last pair swaps a drawn symbol with the check symbol; that too must change nothing or be refused.
            return (wrong[at] == symbols[at] || Reference.Parse(new string(wrong)) is null)
                && (swapped[at] == symbols[at] || Math.Max(at, neighbour) == 7 || Reference.Parse(new string(swapped)) is null);
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RBA-")]
    [InlineData("RBA-0000-0000")]
    [InlineData("RBA-7K3M-9QX")]
    [InlineData("hello there, how are you doing this fine morning")]
    public void What_cannot_be_a_reference_is_none(string? typed)
    {
        Assert.Null(Reference.Parse(typed));
    }

    [Fact]
    public void An_id_reads_only_what_it_writes()
    {
        References.Sample(reference =>
        {
            var id = AssessmentId.Of(reference, 2);
            return AssessmentId.Parse(id.Value) == id
                && AssessmentId.Parse(id.Value.ToLowerInvariant()) is null
                && AssessmentId.Parse(reference.Value) is null
                && AssessmentId.Parse(reference.Value + "-0") is null
                && AssessmentId.Parse(id.Value + "'") is null;
        });
    }
}
