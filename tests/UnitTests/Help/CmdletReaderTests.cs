using HubChantier.Backup.HelpBuilder.Cmdlets;
using HubChantier.Backup.UnitTests.Help.Samples;

namespace HubChantier.Backup.UnitTests.Help;

public class CmdletReaderTests
{
    private static readonly IReadOnlyList<CmdletDescription> s_cmdlets = CmdletReader.Read(typeof(GetHubSampleCommand).Assembly.Location, []);

    private static CmdletDescription Get => s_cmdlets[0];

    [Fact]
    public void Cmdlets_are_read_by_name()
    {
        Assert.Equal(["Get-HubSample", "Test-HubSample"], s_cmdlets.Select(cmdlet => cmdlet.Name));
        Assert.Equal(("Get", "HubSample", "List"), (Get.Verb, Get.Noun, Get.DefaultParameterSet));
        Assert.Equal([true, false], s_cmdlets.Select(cmdlet => cmdlet.SupportsShouldProcess));
    }

    [Fact]
    public void A_cmdlets_own_parameters_come_before_those_of_its_base_and_hidden_ones_not_at_all()
    {
        Assert.Equal(["Newest", "Kind", "Name", "InputObject", "Mode", "Port"], Get.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["WhatIf", "Confirm"], Get.AllParameters.Skip(Get.Parameters.Count).Select(parameter => parameter.Name));
        Assert.Equal(["Port"], s_cmdlets[1].AllParameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Parameter_sets_begin_with_the_default_one()
    {
        Assert.Equal(["List", "Newest"], Get.ParameterSets);
        Assert.Equal([""], s_cmdlets[1].ParameterSets);
    }

    [Fact]
    public void Types_are_short_for_people_and_full_for_programs()
    {
        Assert.Equal(("string[]", "System.String[]"), Names("Name"));
        Assert.Equal(("SampleKind[]", "HubChantier.Backup.UnitTests.Help.Samples.SampleKind[]"), Names("Kind"));
        Assert.Equal(("int", "System.Int32"), Names("Port"));
        Assert.True(Parameter("Newest").Type.IsSwitch);

        static (string, string) Names(string name) => (Parameter(name).Type.DisplayName, Parameter(name).Type.FullName);
    }

    [Fact]
    public void A_parameter_is_used_in_each_set_as_that_set_says()
    {
        ParameterDescription input = Parameter("InputObject");
        Assert.False(input.UseIn("List")!.IsMandatory);
        Assert.True(input.UseIn("Newest")!.IsMandatory);
        Assert.Null(Parameter("Name").UseIn("Newest"));
        Assert.NotNull(Parameter("Port").UseIn("Newest"));
        Assert.Equal(("0", "1", "named"), (Position("Name"), Position("Kind"), Position("Mode")));

        static string Position(string name) => Parameter(name).UseIn("List")!.PositionText;
    }

    [Fact]
    public void As_a_whole_a_parameter_is_required_only_where_every_set_requires_it()
    {
        Assert.False(ParameterUse.Summary(Parameter("InputObject").Uses).IsMandatory);
        Assert.True(ParameterUse.Summary(Parameter("Newest").Uses).IsMandatory);
        Assert.Equal("True (ByValue)", ParameterUse.Summary(Parameter("InputObject").Uses).PipelineText);
        Assert.Equal("True (ByPropertyName)", ParameterUse.Summary(Parameter("Mode").Uses).PipelineText);
        Assert.Equal("False", ParameterUse.Summary(Parameter("Port").Uses).PipelineText);
    }

    [Fact]
    public void Aliases_words_ranges_defaults_and_wildcards_are_read()
    {
        Assert.Equal(["FullName", "N"], Parameter("Name").Aliases);
        Assert.Equal([true, false], [Parameter("Name").AcceptsWildcards, Parameter("Kind").AcceptsWildcards]);
        Assert.Equal(["Small", "Large"], Parameter("Kind").Values);
        Assert.Equal(["verify", "ignore"], Parameter("Mode").Values);
        Assert.Equal(("1", "65535"), Parameter("Port").Range);
        Assert.Equal(["False", "Large", null, "5432"], ((string[])["Newest", "Kind", "Name", "Port"]).Select(name => Parameter(name).DefaultValue));
    }

    [Fact]
    public void Inputs_and_outputs_are_read()
    {
        Assert.Equal(["System.Version"], Get.InputTypes);
        Assert.Equal(["System.Version", "System.String"], Get.PipelineTypes);
        Assert.Equal(["System.Version", "System.String"], Get.OutputTypes);
        Assert.Empty(s_cmdlets[1].InputTypes);
    }

    private static ParameterDescription Parameter(string name) => Get.Parameters.Single(parameter => parameter.Name == name);
}
